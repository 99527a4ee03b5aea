using System.ComponentModel;
using System.Diagnostics;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Opens the user's browser: by association on Windows, with <c>open</c> on macOS, and with the programs of the
/// <c>BROWSER</c> variable, <c>xdg-open</c> and their like elsewhere. No shell is involved, and nothing the browser
/// writes reaches this process's terminal.
/// </summary>
/// <remarks>
/// A browser that only works in a terminal is never started, and none is started as root under <c>sudo</c> unless
/// <c>BROWSER</c> names it.
/// </remarks>
public sealed class BrowserLauncher : IBrowserLauncher
{
    // A program that cannot show the page says so within this time; one that can may run as long as it likes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly Func<BrowserFacts> _facts;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a launcher.</summary>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    public BrowserLauncher(TimeProvider? timeProvider = null)
        : this(BrowserFacts.Gather, timeProvider ?? TimeProvider.System)
    {
    }

    internal BrowserLauncher(Func<BrowserFacts> facts, TimeProvider timeProvider)
    {
        _facts = facts;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken)
    {
        string url = LaunchableUri.Serialize(uri);
        BrowserFacts facts = _facts();
        foreach (BrowserCandidate candidate in BrowserCommand.Candidates(facts, url))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            bool isOpened = candidate.IsShellExecute
                ? ShellExecute(candidate.File)
                : await StartAsync(candidate, facts, cancellationToken).ConfigureAwait(false);
            if (isOpened)
            {
                return true;
            }
        }

        return false;
    }

    private static bool ShellExecute(string url)
    {
        try
        {
            // Nothing comes back when a running browser takes the URL, and that is a success.
            Process.Start(new ProcessStartInfo(url) { UseShellExecute = true })?.Dispose();
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private async ValueTask<bool> StartAsync(BrowserCandidate candidate, BrowserFacts facts, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows()
            || ExecutablePath.Find(candidate.File, facts.Variables.GetValueOrDefault("PATH")) is not { } file
            || DetachedProcess.Start(file, candidate.Arguments, facts.Variables) is not { } process)
        {
            return false;
        }

        long start = _timeProvider.GetTimestamp();
        try
        {
            while (!process.Poll() && _timeProvider.GetElapsedTime(start) < s_patience)
            {
                await Task.Delay(s_interval, _timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It was started, and whether it works is of no interest any more.
        }

        return !process.HasFailed;
    }
}
