using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>The transport under test, so that a script sees what a sign-in does with it.</summary>
internal sealed class WatchedTransport(ICallbackTransport transport) : ICallbackTransport
{
    private readonly TaskCompletionSource<WatchedSession> _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => transport.Name;

    /// <summary>Ends when a session of the transport was told to run.</summary>
    public Task<WatchedSession> Running => _running.Task;

    public async ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken) =>
        new WatchedSession(await transport.OpenAsync(options, cancellationToken).ConfigureAwait(false), _running);
}
