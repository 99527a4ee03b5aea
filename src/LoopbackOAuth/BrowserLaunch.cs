using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth;

/// <summary>Opens the browser beside a sign-in, and says what came of it.</summary>
internal static class BrowserLaunch
{
    /// <param name="parts">The launcher and the log.</param>
    /// <param name="authorizationUri">What to open.</param>
    /// <param name="notify">Tells the user. It must not throw.</param>
    /// <param name="stop">Cancelled when the sign-in is over.</param>
    public static async Task RunAsync(LoopbackAuthorizerParts parts, Uri authorizationUri, Action<SignInNoticeKind, string> notify, CancellationToken stop)
    {
        BrowserLaunchResult launch = default;
        try
        {
            launch = parts.BrowserLauncher is BrowserLauncher own
                ? await own.TryLaunchAsync(authorizationUri, stop).ConfigureAwait(false)
                : new BrowserLaunchResult(await parts.BrowserLauncher.LaunchAsync(authorizationUri, stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return;
        }
#pragma warning disable CA1031 // A launcher is the caller's own code, and its failure must not end a sign-in whose URL is on the screen.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.BrowserNotOpened(parts.Logger, exception.GetType().Name);
        }

        if (stop.IsCancellationRequested)
        {
            return;
        }

        if (launch.IsOpened)
        {
            notify(SignInNoticeKind.BrowserOpened, "Browser opened.");
        }
        else
        {
            notify(SignInNoticeKind.BrowserNotOpened, launch.Reason is { } reason
                ? $"Browser not opened: {reason}. Use the URL above."
                : "Could not open a browser; use the URL above.");
        }
    }
}
