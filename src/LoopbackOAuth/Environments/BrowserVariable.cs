namespace LoopbackOAuth.Environments;

/// <summary>Reads the user's own <c>BROWSER</c> variable, which outweighs what is detected.</summary>
internal static class BrowserVariable
{
    public const string Name = "BROWSER";

    /// <summary>What the variable asks for.</summary>
    /// <returns><see langword="true"/> for a graphical browser or a helper, <see langword="false"/> for a console browser, <see langword="null"/> when it is not set.</returns>
    public static bool? IsGraphical(EnvironmentSnapshot snapshot) =>
        snapshot.Has(Name) ? !ConsoleBrowsers.Contains(FirstProgram(snapshot.Variables[Name], snapshot.Platform)) : null;

    /// <summary>The first program: the value may be a command line and, on Unix, a list with colons that is tried in order.</summary>
    private static ReadOnlySpan<char> FirstProgram(string value, HostPlatform platform)
    {
        ReadOnlySpan<char> rest = value.AsSpan().Trim().TrimStart("\"'");
        int end = platform == HostPlatform.Windows ? rest.IndexOfAny(" \t\"'") : rest.IndexOfAny(" \t\"':");
        return end < 0 ? rest : rest[..end];
    }
}
