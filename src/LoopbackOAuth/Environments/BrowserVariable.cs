namespace LoopbackOAuth.Environments;

/// <summary>Reads the user's own <c>BROWSER</c> variable, which outweighs what is detected.</summary>
internal static class BrowserVariable
{
    public const string Name = "BROWSER";

    /// <summary>What the variable asks for: the first entry of its list that can be used, or that none can.</summary>
    public static BrowserChoice Read(EnvironmentSnapshot snapshot)
    {
        if (!snapshot.Has(Name))
        {
            return BrowserChoice.None;
        }

        // A list with colons that is tried in order; on Windows, where a path has a colon, it is one program.
        ReadOnlySpan<char> rest = snapshot.Value(Name);
        if (snapshot.Platform == HostPlatform.Windows)
        {
            return IsConsole(rest) ? BrowserChoice.NoWindow : BrowserChoice.Graphical;
        }

        bool sawOne = false;
        while (!rest.IsEmpty)
        {
            int colon = rest.IndexOf(':');
            ReadOnlySpan<char> entry = (colon < 0 ? rest : rest[..colon]).Trim();
            rest = colon < 0 ? [] : rest[(colon + 1)..];
            if (entry.IsEmpty)
            {
                continue;
            }

            sawOne = true;
            if (!IsConsole(entry))
            {
                return EditorHelper.IsBrowser(entry) ? BrowserChoice.EditorHelper : BrowserChoice.Graphical;
            }
        }

        return sawOne ? BrowserChoice.NoWindow : BrowserChoice.None;
    }

    private static bool IsConsole(ReadOnlySpan<char> entry)
    {
        // An entry may be a command line, with quotes around the program.
        entry = entry.Trim().TrimStart("\"'");
        int end = entry.IndexOfAny(" \t\"'");
        return ConsoleBrowsers.Contains(end < 0 ? entry : entry[..end]);
    }
}
