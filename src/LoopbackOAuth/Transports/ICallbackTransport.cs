namespace LoopbackOAuth.Transports;

/// <summary>A way for authorization responses to reach this process. One of the five parts a user may replace.</summary>
public interface ICallbackTransport
{
    /// <summary>A short stable name, such as <c>socket</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Binds and holds. Only when this has returned does a redirect URI exist, and it is the one really bound: nothing
    /// is probed, closed and bound again.
    /// </summary>
    /// <param name="options">Where to wait.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The session, which the caller disposes.</returns>
    /// <exception cref="CallbackTransportException">The place cannot be held; the exception says why and what to do.</exception>
    ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken);
}
