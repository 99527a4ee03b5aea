namespace LoopbackOAuth.Environments;

/// <summary>Reads the user's own <c>BROWSER</c> variable, which outweighs what is detected.</summary>
internal static class BrowserVariable
{
    public const string Name = "BROWSER";

    /// <summary>Programs that draw in the terminal: they would take it away from the sign-in and seldom run the provider's page.</summary>
    private static readonly string[] ConsoleBrowsers = ["w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh"];

    /// <summary>What the variable asks for.</summary>
    /// <returns><see langword="true"/> for a graphical browser or a helper, <see langword="false"/> for a console browser, <see langword="null"/> when it is not set.</returns>
    public static bool? IsGraphical(EnvironmentSnapshot snapshot) =>
        snapshot.Has(Name) ? !IsConsoleBrowser(FirstProgram(snapshot.Variables[Name], snapshot.Platform)) : null;

    private static bool IsConsoleBrowser(string program) => ConsoleBrowsers.Contains(program, StringComparer.OrdinalIgnoreCase);

    /// <summary>The base name of the first program: the value may be a command line and, on Unix, a list with colons that is tried in order.</summary>
    private static string FirstProgram(string value, HostPlatform platform)
    {
        ReadOnlySpan<char> rest = value.AsSpan().Trim().TrimStart("\"'");
        int end = platform == HostPlatform.Windows ? rest.IndexOfAny(" \t\"'") : rest.IndexOfAny(" \t\"':");
        ReadOnlySpan<char> program = end < 0 ? rest : rest[..end];
        program = program[(program.LastIndexOfAny('/', '\\') + 1)..];
        return (program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program).ToString();
    }
}
