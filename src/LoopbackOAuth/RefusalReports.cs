using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth;

/// <summary>
/// Tells of refused deliveries one after the other, away from the listener that saw them: a log or a presenter that is slow
/// must not keep the genuine response waiting, and whoever sends wrong ones must not be able to make it so.
/// </summary>
internal sealed class RefusalReports
{
    /// <summary>From this many refused deliveries on, the user is warned, once. It never ends the wait: that would hand the end of a sign-in to whoever guesses.</summary>
    private const int Many = 32;

    /// <summary>Beyond this they are counted only.</summary>
    private const int MostWaiting = 64;

    private readonly ILogger _logger;
    private readonly Action<SignInNoticeKind, string> _notify;
    private readonly Queue<(CallbackRefusal Refusal, string Transport, int Number)> _waiting = new();
    private int _count;
    private bool _isTelling;

    /// <param name="logger">The log.</param>
    /// <param name="notify">Tells the user. It must not throw.</param>
    public RefusalReports(ILogger logger, Action<SignInNoticeKind, string> notify)
    {
        _logger = logger;
        _notify = notify;
    }

    /// <summary>What is told now; complete when nothing is.</summary>
    public Task Telling { get; private set; } = Task.CompletedTask;

    public void Add(CallbackRefusal refusal, string transport)
    {
        lock (_waiting)
        {
            _count++;
            if (_waiting.Count == MostWaiting)
            {
                return;
            }

            _waiting.Enqueue((refusal, transport, _count));
            if (!_isTelling)
            {
                _isTelling = true;
                Telling = Task.Run(Tell);
            }
        }
    }

    public void Log(CallbackRefusal refusal, string transport) => Guarded(() => Diagnostics.Log.DeliveryRefused(_logger, transport, refusal.ToString()));

    private void Tell()
    {
        while (true)
        {
            (CallbackRefusal Refusal, string Transport, int Number) next;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _isTelling = false;
                    return;
                }
            }

            Log(next.Refusal, next.Transport);
            if (next.Number == Many)
            {
                Guarded(() => Diagnostics.Log.ManyRefused(_logger, Many));
                _notify(SignInNoticeKind.ManyRefused, $"{Many} requests reached the listener that do not belong to this sign-in. It goes on, and none of them had any effect.");
            }
        }
    }

    private static void Guarded(Action log)
    {
        try
        {
            log();
        }
#pragma warning disable CA1031 // A log is the caller's own code, and whoever sends wrong responses must not be able to end a sign-in by its failure.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
