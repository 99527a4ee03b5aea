using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>Sessions side by side. Which response wins is decided by the pending authorization, not here.</summary>
internal sealed class RacingCallbackSession : ICallbackSession
{
    private readonly IReadOnlyList<ICallbackSession> _sessions;

    public RacingCallbackSession(IReadOnlyList<ICallbackSession> sessions) => _sessions = sessions;

    public Uri RedirectUri => _sessions[0].RedirectUri;

    public Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken) =>
        Task.WhenAll(_sessions.Select(session => session.RunAsync(pending, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (ICallbackSession session in _sessions)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
