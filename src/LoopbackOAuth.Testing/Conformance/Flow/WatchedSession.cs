using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>A session of the transport under test.</summary>
internal sealed class WatchedSession(ICallbackSession session, TaskCompletionSource<WatchedSession> running) : ICallbackSession
{
    public Uri RedirectUri => session.RedirectUri;

    /// <summary>The sign-in that waits, once the session runs.</summary>
    public PendingAuthorization? Pending { get; private set; }

    /// <summary>The run of the session itself.</summary>
    public Task Run { get; private set; } = Task.CompletedTask;

    public Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        Pending = pending;
        Run = session.RunAsync(pending, cancellationToken);
        running.TrySetResult(this);
        return Run;
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
