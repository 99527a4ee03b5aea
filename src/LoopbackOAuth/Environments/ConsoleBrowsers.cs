namespace LoopbackOAuth.Environments;

/// <summary>
/// What is no browser to sign in with: those that draw in the terminal (they would take it away from the sign-in and
/// seldom run the provider's page), and what people put in the place of a browser so that none is opened.
/// </summary>
internal static class ConsoleBrowsers
{
    private static readonly string[] Names =
        ["w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "edbrowse", "netrik", "retawq", "carbonyl", "cha", "none", "true", "false", "echo", "cat"];

    /// <summary>Whether a program is one of them.</summary>
    /// <param name="program">A program's name or path, in the form of any system.</param>
    public static bool Contains(ReadOnlySpan<char> program)
    {
        program = program[(program.LastIndexOfAny('/', '\\') + 1)..];
        program = program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program;
        foreach (string name in Names)
        {
            if (program.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
