using System.Runtime.InteropServices;

namespace LoopbackOAuth.Tokens;

/// <summary>Where the file store keeps its entries when the caller names no folder: a pure function of platform, variables and home.</summary>
internal static class TokenFolder
{
    /// <summary>Names the store folder itself, before anything the platform says.</summary>
    internal const string HomeVariable = "LOOPBACK_OAUTH_HOME";

    private const string DataVariable = "XDG_DATA_HOME";
    private const string LocalDataVariable = "LOCALAPPDATA";

    /// <summary>The folder for this process.</summary>
    internal static string ForThisProcess() => Resolve(
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Decides the folder.</summary>
    /// <param name="platform">Windows, OSX, or anything else, which follows the XDG base directory rules.</param>
    /// <param name="variable">Reads an environment variable. An empty one counts as absent.</param>
    /// <param name="home">The user's home folder, or null or empty when there is none.</param>
    /// <returns>An absolute path in the platform's notation.</returns>
    /// <exception cref="TokenStoreException">The variable holds a relative path, or nothing says where home is.</exception>
    internal static string Resolve(OSPlatform platform, Func<string, string?> variable, string? home)
    {
        var windows = platform == OSPlatform.Windows;
        if (variable(HomeVariable) is { Length: > 0 } named)
        {
            return IsAbsolute(named, windows) ? named : throw StoreErrors.RelativeHome(named);
        }

        // A relative XDG_DATA_HOME is invalid and ignored, as the XDG base directory specification demands.
        if (windows)
        {
            return Join('\\', Absolute(variable(LocalDataVariable), windows) ?? Join('\\', Home(home, windows), "AppData", "Local"), "loopback-oauth", "tokens");
        }

        if (platform == OSPlatform.OSX)
        {
            return Join('/', Home(home, windows), "Library", "Application Support", "loopback-oauth", "tokens");
        }

        return Join('/', Absolute(variable(DataVariable), windows) ?? Join('/', Home(home, windows), ".local", "share"), "loopback-oauth", "tokens");
    }

    private static string Home(string? home, bool windows) => Absolute(home, windows) ?? throw StoreErrors.NoHome();

    private static string? Absolute(string? path, bool windows) => path is not null && IsAbsolute(path, windows) ? path : null;

    private static bool IsAbsolute(string path, bool windows) => windows
        ? path.StartsWith(@"\\", StringComparison.Ordinal)
            || (path.Length >= 3 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/')
        : path.StartsWith('/');

    private static string Join(char separator, string root, params string[] parts) =>
        root.TrimEnd('/', separator) + separator + string.Join(separator, parts);
}
