using System.ComponentModel;
using System.Diagnostics;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Opens the user's browser: first the programs of the <c>BROWSER</c> variable, then by association on Windows, with <c>open</c> on
/// macOS, and with <c>xdg-open</c> and its like elsewhere. No shell is involved, and nothing the browser writes reaches
/// this process's terminal.
/// </summary>
/// <remarks>
/// A browser that only works in a terminal is never started, and none is started as root in the session of another user,
/// which <c>sudo</c>, <c>doas</c>, <c>pkexec</c> and <c>su</c> lead to. Programs on the same computer can read a browser's arguments, and so the URL.
/// </remarks>
public sealed class BrowserLauncher : IBrowserLauncher
{
    // A program that cannot show the page says so within this time; one that can may run as long as it likes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);
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
    public async ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken) =>
        (await TryLaunchAsync(uri, cancellationToken).ConfigureAwait(false)).IsOpened;

    /// <summary>As <see cref="LaunchAsync"/>, with a reason.</summary>
    internal async ValueTask<BrowserLaunchResult> TryLaunchAsync(Uri uri, CancellationToken cancellationToken)
    {
        string url = LaunchableUri.Serialize(uri);
        BrowserFacts facts = _facts();
        string? failed = null;
        foreach (BrowserCandidate candidate in BrowserCommand.Candidates(facts, url))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return default;
            }

            bool? isOpened = candidate.IsShellExecute ? Execute(new ProcessStartInfo(candidate.File) { UseShellExecute = true })
                : OperatingSystem.IsWindows() ? StartOnWindows(candidate, facts)
                : await StartAsync(candidate, facts, cancellationToken).ConfigureAwait(false);
            if (isOpened is true)
            {
                return new BrowserLaunchResult(IsOpened: true);
            }

            failed ??= isOpened is false && !candidate.IsShellExecute ? Path.GetFileName(candidate.File) : null;
        }

        return new BrowserLaunchResult(IsOpened: false, Reason(facts, failed));
    }

    private static string? Reason(BrowserFacts facts, string? failed) =>
        ForeignSession.IsEntered(facts) || ForeignSession.OwnsDisplay(facts) ? $"this runs as root in {ForeignSession.Possessive(facts)} session"
        : failed is not null ? $"{failed} failed"
        : facts.Has(BrowserVariable.Name) ? "BROWSER names no browser that can be started here"
        : facts is { Platform: HostPlatform.Linux, HasDisplay: true } ? "no browser was found"
        : facts.Platform is HostPlatform.Linux ? "there is no display, and BROWSER is not set"
        : null;

    private static bool Execute(ProcessStartInfo start)
    {
        try
        {
            // Nothing comes back when a running browser takes the URL, and that is a success.
            Process.Start(start)?.Dispose();
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static bool? StartOnWindows(BrowserCandidate candidate, BrowserFacts facts) =>
        WindowsExecutable.Find(candidate.File, facts.Variables.GetValueOrDefault("PATH")) is { } file
            ? Execute(new ProcessStartInfo(file, candidate.Arguments) { UseShellExecute = false, CreateNoWindow = true })
            : null;

    // Whether it works; null when there is no such program.
    private async ValueTask<bool?> StartAsync(BrowserCandidate candidate, BrowserFacts facts, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows()
            || ExecutablePath.Find(candidate.File, facts.Variables.GetValueOrDefault("PATH")) is not { } file)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> variables = candidate.Browsers is null
            ? facts.Variables
            : new Dictionary<string, string>(facts.Variables, StringComparer.Ordinal) { [BrowserVariable.Name] = candidate.Browsers };
        if (DetachedProcess.Start(file, candidate.Arguments, variables) is not { } process)
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
