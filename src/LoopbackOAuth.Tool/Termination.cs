using System.Runtime.InteropServices;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool;

/// <summary>
/// What Ctrl+C and SIGTERM do. The first one asks the command to end, and it may take its time for what must not be cut short, such as a
/// refresh whose request has begun. The second one ends the program at once.
/// </summary>
internal sealed class Termination : IDisposable
{
    /// <summary>From this on the user is told why the program still runs.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Longer than a refresh can take: 20 seconds of tries, the last of which may take 30, and as long for another process's lock.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // One key press may come twice: from the terminal, and from a parent that hands signals on.
    private static readonly TimeSpan SamePress = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Action<int> _end;
    private readonly Action<string> _say;
    private readonly bool _refreshes;
    private long? _first;
    private ITimer? _patience;
    private ITimer? _limit;

    /// <param name="clock">The clock.</param>
    /// <param name="end">Ends the program.</param>
    /// <param name="say">Tells the user.</param>
    /// <param name="refreshes">Whether the command may be storing the only good refresh token.</param>
    internal Termination(TimeProvider clock, Action<int> end, Action<string> say, bool refreshes)
    {
        _refreshes = refreshes;
        _clock = clock;
        _end = end;
        _say = say;
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Runs a command that heeds both signals.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command, bool refreshes)
    {
        using Termination termination = new(TimeProvider.System, Environment.Exit, Terminal.Error, refreshes);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, termination.Heard);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, termination.Heard);
        return await command(termination.Token);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _patience?.Dispose();
            _limit?.Dispose();
        }

        _source.Dispose();
    }

    /// <summary>A signal came.</summary>
    internal void Hear()
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _first is null;
            if (_first is { } first && _clock.GetElapsedTime(first) < SamePress)
            {
                return;
            }

            if (isFirst)
            {
                _first = _clock.GetTimestamp();
                _patience = _clock.CreateTimer(_ => _say($"Ending what must not be cut short. Ctrl+C again ends at once{(_refreshes ? "; a sign-in could be lost by that" : "")}."), null, Patience, Timeout.InfiniteTimeSpan);
                _limit = _clock.CreateTimer(_ => End("It did not end in time."), null, Limit, Timeout.InfiniteTimeSpan);
            }
        }

        if (isFirst)
        {
            Cancel();
        }
        else
        {
            End("Ended at once; 'loopback-oauth status' shows what is stored.");
        }
    }

    private void Heard(PosixSignalContext context)
    {
        context.Cancel = true;
        Hear();
    }

    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command ended by itself meanwhile.
        }
    }

    private void End(string why)
    {
        _say(why);
        _end(ExitCode.Interrupted);
    }
}
