using System.Runtime.Versioning;

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
    /// <exception cref="TokenStoreException">It is a link by now, not regular, or somebody else's.</exception>
    /// <exception cref="IOException">It could not be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    internal void Keep(string entryPath)
    {
        var folder = Path.GetDirectoryName(entryPath)!;
        var entry = Path.GetFileName(entryPath);
        var aside = Path.Combine(folder, TokenFileName.Aside(entry, clock.GetUtcNow()));

        // With two names at once there is no instant at which the entry seems not to exist.
        var isSecondName = !OperatingSystem.IsWindows() && UnixCalls.Link(entryPath, aside) == 0;
        if (!isSecondName)
        {
            File.Move(entryPath, aside);
        }

        if (!OperatingSystem.IsWindows())
        {
            try
            {
                MakePrivate(aside);
            }
            catch when (isSecondName)
            {
                File.Delete(aside);
                throw;
            }
        }

        foreach (var old in Of(entryPath).SkipLast(Most))
        {
            File.Delete(old);
        }
    }

    // By the open file: by its path, a link that was put in the entry's place would have its target's mode changed.
    [UnsupportedOSPlatform("windows")]
    private static void MakePrivate(string path)
    {
        try
        {
            using var file = EntryFile.TryOpen(path);
            if (file is not null)
            {
                File.SetUnixFileMode(file.SafeFileHandle, FilePermissions.PrivateFile);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // This user may not read it, and has other means to: it keeps its mode.
            StoreOwner.Demand(path);
        }
    }

    /// <summary>What was kept for an entry, the oldest first.</summary>
    internal static IEnumerable<string> Of(string entryPath) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(entryPath)!, Path.GetFileName(entryPath) + ".*")
            .Where(path => TokenFileName.IsAside(Path.GetFileName(path)))
            .Order(StringComparer.Ordinal);
}
