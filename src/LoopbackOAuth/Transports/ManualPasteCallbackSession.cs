using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>Reads pastes until one is right, the prompt is closed, or the sign-in ends otherwise.</summary>
internal sealed class ManualPasteCallbackSession : ICallbackSession
{
    private readonly string _transport;
    private readonly Func<CancellationToken, ValueTask<string?>> _readPaste;

    // Never disposed: it has no timer and no handle, and a run may still be ending when the session is disposed.
    private readonly CancellationTokenSource _disposed = new();

    public ManualPasteCallbackSession(string transport, Uri redirectUri, Func<CancellationToken, ValueTask<string?>> readPaste)
    {
        _transport = transport;
        RedirectUri = redirectUri;
        _readPaste = readPaste;
    }

    public Uri RedirectUri { get; }

    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        try
        {
            while (await _readPaste(either.Token).ConfigureAwait(false) is { } text)
            {
                if (Take(text, pending).Kind is not CallbackVerdictKind.Refused)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The sign-in ended otherwise.
        }
    }

    public ValueTask DisposeAsync() => new(_disposed.CancelAsync());

    private CallbackVerdict Take(string text, PendingAuthorization pending)
    {
        CallbackRefusal refusal = PastedCallback.Read(text, RedirectUri, out string query);
        return refusal is CallbackRefusal.None
            ? pending.Deliver(query, CallbackChannel.Paste, _transport)
            : pending.Refuse(refusal, _transport);
    }
}
