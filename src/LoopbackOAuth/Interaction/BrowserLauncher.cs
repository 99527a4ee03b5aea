namespace LoopbackOAuth.Interaction;
/// <summary>stub</summary>
public sealed class BrowserLauncher : IBrowserLauncher
{
    /// <inheritdoc/>
    public ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
