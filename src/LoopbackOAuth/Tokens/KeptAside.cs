namespace LoopbackOAuth.Tokens;

/// <summary>
/// Damaged entries that a new sign-in took the place of: they stay beside the entry under another name, because they may hold the only
/// copy of a refresh token. The newest few of each entry are kept.
/// </summary>
internal sealed class KeptAside(TimeProvider clock)
{
    /// <summary>How many are kept for one entry.</summary>
    internal const int Most = 3;

    /// <summary>Keeps what is at an entry's path. The path still holds it afterwards, unless the file system has no hard links.</summary>
    /// <exception cref="IOException">It could not be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    internal void Keep(string entryPath)
    {
        var folder = Path.GetDirectoryName(entryPath)!;
        var entry = Path.GetFileName(entryPath);
        var aside = Path.Combine(folder, TokenFileName.Aside(entry, clock.GetUtcNow()));

        // With two names at once there is no instant at which the entry seems not to exist.
        if (OperatingSystem.IsWindows() || UnixCalls.Link(entryPath, aside) != 0)
        {
            File.Move(entryPath, aside);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(aside, FilePermissions.PrivateFile);
        }

        foreach (var old in Of(entryPath).SkipLast(Most))
        {
            File.Delete(old);
        }
    }

    /// <summary>What was kept for an entry, the oldest first.</summary>
    internal static IEnumerable<string> Of(string entryPath) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(entryPath)!, Path.GetFileName(entryPath) + ".*")
            .Where(path => TokenFileName.IsAside(Path.GetFileName(path)))
            .Order(StringComparer.Ordinal);
}
