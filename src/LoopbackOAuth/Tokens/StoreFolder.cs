using System.Runtime.Versioning;

namespace LoopbackOAuth.Tokens;

/// <summary>The folder of the file store: looked at before every use, created private, and made durable.</summary>
internal static class StoreFolder
{
    /// <summary>Whether the folder is there, having made sure that it is safe to use.</summary>
    /// <exception cref="TokenStoreException">It is a link, no folder, somebody else's, writable by others, or cannot be looked at.</exception>
    internal static bool Exists(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows() ? ExistsOnWindows(folder) : ExistsOnUnix(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StoreOwner.Demand(folder);
            throw StoreErrors.Unreadable(folder, exception);
        }
    }

    /// <summary>Creates the folder and what is missing above it, all of it private, or makes sure that it is safe to use.</summary>
    internal static void Create(string folder)
    {
        if (Exists(folder))
        {
            return;
        }

        StoreOwner.DemandPlace(folder);
        try
        {
            CreateMissing(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unwritable(folder, exception);
        }

        Exists(folder);
    }

    /// <summary>Makes the renaming or the removal of a file inside durable.</summary>
    /// <exception cref="TokenStoreException">The disk did not confirm it.</exception>
    internal static void MakeDurable(string folder, string path)
    {
        try
        {
            Flush(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.NotDurable(path, exception);
        }
    }

    // Windows has no such call: NTFS journals renames and removals by itself.
    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = NoFollowFile.TryOpen(folder);
        if (handle is not null)
        {
            RandomAccess.FlushToDisk(handle);
        }
    }

    private static bool ExistsOnWindows(string folder)
    {
        // The folder lies in the user's profile and inherits its access list, which names the user and the administrators.
        try
        {
            var attributes = File.GetAttributes(folder);
            return attributes.HasFlag(FileAttributes.ReparsePoint) ? throw StoreErrors.Link(folder)
                : !attributes.HasFlag(FileAttributes.Directory) ? throw StoreErrors.NotAFolder(folder)
                : true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static bool ExistsOnUnix(string folder)
    {
        using var handle = NoFollowFile.TryOpen(folder);
        if (handle is null)
        {
            return false;
        }

        if (!File.GetAttributes(handle).HasFlag(FileAttributes.Directory))
        {
            throw StoreErrors.NotAFolder(folder);
        }

        StoreOwner.Demand(handle, folder);
        var mode = File.GetUnixFileMode(handle);
        return FilePermissions.IsSafeFolder(mode) ? true : throw StoreErrors.FolderMode(folder, FilePermissions.Octal(mode));
    }

    private static void CreateMissing(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null && !Directory.Exists(parent))
        {
            // Parents are private too: whoever can write to one can put another folder in this one's place.
            CreateMissing(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FilePermissions.PrivateFolder);
            FlushParent(parent);
        }
    }

    private static void FlushParent(string? parent)
    {
        // A parent that existed before may be a link or not readable; the new folder is in it all the same.
        try
        {
            if (parent is not null)
            {
                Flush(parent);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TokenStoreException)
        {
        }
    }
}
