using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>A place that is held while one sign-in waits. Disposing lets it go, whatever happened before, and ends a run that is still under way.</summary>
public interface ICallbackSession : IAsyncDisposable
{
    /// <summary>The redirect URI that leads here. <see cref="Uri.OriginalString"/> is the exact text to send.</summary>
    Uri RedirectUri { get; }

    /// <summary>
    /// Hands everything that arrives to <paramref name="pending"/>, which judges it. A session sees many requests and
    /// decides about none of them.
    /// </summary>
    /// <param name="pending">The sign-in that waits.</param>
    /// <param name="cancellationToken">
    /// Ends the wait. The session then takes nothing new, finishes the replies to responses that were accepted, and returns.
    /// </param>
    /// <returns>A task that ends when the wait is over, or earlier when nothing can arrive here any more. It does not throw when cancelled.</returns>
    Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken);
}
