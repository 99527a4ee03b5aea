namespace LoopbackOAuth.Interaction;

/// <summary>Opens the user's browser. One of the five parts a user may replace.</summary>
public interface IBrowserLauncher
{
    /// <summary>Opens a page, without a shell and without waiting for the browser to end. A failure is never fatal.</summary>
    /// <param name="uri">An absolute https URL, or an http URL on the loopback interface.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="true"/> when something was started that should show the page.</returns>
    /// <exception cref="ArgumentException">The URL is of another kind.</exception>
    ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken);
}
