using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>Which programs may open a URL, in order. A pure function of the facts; no shell is ever among them.</summary>
internal static class BrowserCommand
{
    // What Internet Explorer took, and where the old function behind rundll32 cuts the URL off: half of one is worse than none.
    private const int LongestForRunDll = 2048;

    // Without this list xdg-open ends with browsers that draw in a terminal, which it would take for a success here.
    private const string GraphicalBrowsers = "x-www-browser:firefox:chromium:chromium-browser:google-chrome";

    private static readonly string[] s_linuxBrowsers = ["gnome-open", .. GraphicalBrowsers.Split(':')];

    /// <summary>Lists the ways to open the URL.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="url">The URL, as <see cref="LaunchableUri"/> writes it.</param>
    /// <returns>The ways, the best first; none when a browser should not be opened here.</returns>
    public static IReadOnlyList<BrowserCandidate> Candidates(BrowserFacts facts, string url)
    {
        List<BrowserCandidate> candidates = [];
        if (ForeignSession.IsEntered(facts))
        {
            return candidates;
        }

        bool isMyDisplay = !ForeignSession.OwnsDisplay(facts);
        bool isWindows = facts.Platform is HostPlatform.Windows;
        if (facts.Variables.TryGetValue(BrowserVariable.Name, out string? list) && (isMyDisplay || IsEditorHelper(facts, list)))
        {
            candidates.AddRange(BrowserEntry.Split(list, isWindows).SelectMany(entry => FromEntry(entry, url, isWindows)));
        }

        AddSystemsOwn(candidates, facts, url, isMyDisplay);
        return candidates;
    }

    private static void AddSystemsOwn(List<BrowserCandidate> candidates, BrowserFacts facts, string url, bool isMyDisplay)
    {
        if (facts.Platform is not HostPlatform.Linux)
        {
            // Over SSH it would be the screen of the remote computer. With BROWSER set it was only the variable that asked for one.
            if (!(facts.Has(BrowserVariable.Name) && facts.Has("SSH_CONNECTION")))
            {
                candidates.Add(facts.Platform is HostPlatform.Windows
                    ? new BrowserCandidate(url, [], IsShellExecute: true)
                    : new BrowserCandidate("/usr/bin/open", [url]));
            }

            return;
        }

        if (facts.IsWsl)
        {
            candidates.Add(new BrowserCandidate("wslview", [url]));
            if (url.Length <= LongestForRunDll)
            {
                // Where the drive is, and not only by name: PATH need not have the folders of Windows.
                const string Program = "rundll32.exe";
                string[] files = [$"{facts.WindowsDrive ?? "/mnt/c"}/Windows/System32/{Program}", Program];
                candidates.AddRange(files.Select(file => new BrowserCandidate(file, ["url.dll,FileProtocolHandler", url])));
            }
        }

        if (isMyDisplay && facts.HasDisplay)
        {
            candidates.Add(new BrowserCandidate("xdg-open", [url], Browsers: GraphicalBrowsers));
            candidates.Add(new BrowserCandidate("gio", ["open", url]));
            candidates.AddRange(s_linuxBrowsers.Select(name => new BrowserCandidate(name, [url])));
        }
    }

    // An entry that would take the terminal that the user is reading is not run, and none that makes a command line of the URL.
    private static IEnumerable<BrowserCandidate> FromEntry(string entry, string url, bool isWindows)
    {
        // A path with blanks and without quotation marks, as many have it: it can be that only where there is such a file.
        bool isPath = (isWindows ? entry.Contains('\\', StringComparison.Ordinal) : entry.StartsWith('/')) && !entry.Any(char.IsControl);
        if (isPath && entry.Contains(' ', StringComparison.Ordinal) && !BrowserEntry.HasPlaceholder(entry) && IsBrowser(entry) && IsBrowser(entry.Split(' ')[0]))
        {
            yield return new BrowserCandidate(entry, [url]);
        }

        if (BrowserEntry.Words(entry, isWindows) is not { Count: > 0 } words
            || words[0].Length == 0
            || BrowserEntry.HasPlaceholder(words[0])
            || !IsBrowser(words[0])
            || words.Any(word => CommandInterpreters.AreIn(word) || (BrowserEntry.HasPlaceholder(word) && word.Any(char.IsWhiteSpace))))
        {
            yield break;
        }

        IEnumerable<string> arguments = words.Skip(1).Select(word => BrowserEntry.Fill(word, url));
        yield return new BrowserCandidate(BrowserEntry.Fill(words[0], url), [.. words.Any(BrowserEntry.HasPlaceholder) ? arguments : arguments.Append(url)]);
    }

    private static bool IsBrowser(string program) => !ConsoleBrowsers.Contains(program) && !CommandInterpreters.AreIn(program);

    // It hands the URL to the editor on the user's own computer and uses no display here.
    private static bool IsEditorHelper(BrowserFacts facts, string list) =>
        facts.Has("VSCODE_IPC_HOOK_CLI") && list.StartsWith('/') && list.Contains("/helpers/", StringComparison.Ordinal) && !list.Contains(':', StringComparison.Ordinal);
}
