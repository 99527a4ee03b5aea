using System.Buffers;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>Which programs may open a URL, in order. A pure function of the facts; no shell is ever among them.</summary>
internal static class BrowserCommand
{
    private const string Placeholder = "%s";

    private static readonly SearchValues<char> s_shellWords = SearchValues.Create("|;&$<>`'\"\\(){}\t\r\n");

    private static readonly string[] s_linuxBrowsers =
        ["gnome-open", "x-www-browser", "firefox", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>Lists the ways to open the URL.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="url">The URL, as <see cref="LaunchableUri"/> writes it.</param>
    /// <returns>The ways, the best first; none when a browser should not be opened here.</returns>
    public static IReadOnlyList<BrowserCandidate> Candidates(BrowserFacts facts, string url)
    {
        if (facts.Platform is HostPlatform.Windows)
        {
            return [new BrowserCandidate(url, [], IsShellExecute: true)];
        }

        List<BrowserCandidate> candidates = [];
        if (facts.Variables.TryGetValue(BrowserVariable.Name, out string? browsers))
        {
            candidates.AddRange(browsers.Split(':').Select(entry => FromEntry(entry, url)).OfType<BrowserCandidate>());
        }

        // Under sudo the browser would run as root, in the session of somebody else.
        if (facts.IsRoot && facts.Has("SUDO_USER"))
        {
            return candidates;
        }

        if (facts.Platform is HostPlatform.MacOS)
        {
            candidates.Add(new BrowserCandidate("/usr/bin/open", [url]));
            return candidates;
        }

        if (facts.Has("WSL_DISTRO_NAME") || facts.Has("WSL_INTEROP"))
        {
            candidates.Add(new BrowserCandidate("wslview", [url]));
            candidates.Add(new BrowserCandidate("rundll32.exe", ["url.dll,FileProtocolHandler", url]));
            candidates.Add(new BrowserCandidate("/mnt/c/Windows/System32/rundll32.exe", ["url.dll,FileProtocolHandler", url]));
        }

        // Without a display xdg-open falls back to console browsers.
        if (facts.Has("DISPLAY") || facts.Has("WAYLAND_DISPLAY"))
        {
            candidates.Add(new BrowserCandidate("xdg-open", [url]));
            candidates.Add(new BrowserCandidate("gio", ["open", url]));
            candidates.AddRange(s_linuxBrowsers.Select(name => new BrowserCandidate(name, [url])));
        }

        return candidates;
    }

    // BROWSER is a list with colons; each entry is a program with words, and %s is where the URL goes. An entry that
    // only a shell could run is not run, and neither is one that would take the terminal that the user is reading.
    private static BrowserCandidate? FromEntry(string entry, string url)
    {
        string[] words = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0
            || entry.AsSpan().ContainsAny(s_shellWords)
            || words[0].Contains(Placeholder, StringComparison.Ordinal)
            || ConsoleBrowsers.Contains(words[0]))
        {
            return null;
        }

        bool hasPlaceholder = entry.Contains(Placeholder, StringComparison.Ordinal);
        IEnumerable<string> arguments = words.Skip(1).Select(word => word.Replace(Placeholder, url, StringComparison.Ordinal));
        return new BrowserCandidate(words[0], [.. hasPlaceholder ? arguments : arguments.Append(url)]);
    }
}
