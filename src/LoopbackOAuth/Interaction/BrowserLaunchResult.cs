namespace LoopbackOAuth.Interaction;

/// <summary>How an attempt to open the browser ended.</summary>
/// <param name="IsOpened">Whether something was started that should show the page.</param>
/// <param name="Reason">Why not, as the end of a sentence; <see langword="null"/> when it was opened or there is nothing to say.</param>
internal readonly record struct BrowserLaunchResult(bool IsOpened, string? Reason = null);
