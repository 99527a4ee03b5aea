namespace LoopbackOAuth.Tokens;

/// <summary>Looks at what a new entry would take the place of.</summary>
/// <param name="Mode">The mode the new file gets: that of the old one, when it was private.</param>
/// <param name="KeepAside">Whether the old one is damaged, and may not be lost.</param>
/// <param name="Old">What the old one holds, when it is good.</param>
internal readonly record struct EntryReplacement(UnixFileMode Mode, bool KeepAside, byte[]? Old)
{
    /// <summary>For a file that takes the place of nothing that counts.</summary>
    internal static EntryReplacement Nothing => new(FilePermissions.PrivateFile, KeepAside: false, Old: null);

    /// <summary>Looks.</summary>
    /// <exception cref="TokenStoreException">It is not to be replaced: a link, not regular, somebody else's, of a newer format, or not readable for a reason that may pass.</exception>
    internal static EntryReplacement Of(string path, TokenKey key)
    {
        try
        {
            using var file = EntryFile.TryOpen(path);
            if (file is null)
            {
                return Nothing;
            }

            var mode = OperatingSystem.IsWindows() ? FilePermissions.PrivateFile : File.GetUnixFileMode(file.SafeFileHandle);
            var old = EntryFile.ReadBounded(file, path);
            if (TokenFileFormat.Read(old, path).Key == key)
            {
                return new(FilePermissions.IsPrivateFile(mode) ? mode : FilePermissions.PrivateFile, KeepAside: false, old);
            }
        }
        catch (TokenStoreException exception) when (exception.Code == StoreErrors.CorruptCode)
        {
        }
        catch (UnauthorizedAccessException exception)
        {
            // This user's own file, which its mode does not let it read; in whose folder it lies was looked at before.
            StoreOwner.Demand(path);
            if (OperatingSystem.IsWindows())
            {
                throw StoreErrors.Unreadable(path, exception);
            }
        }
        catch (IOException exception)
        {
            throw StoreErrors.Unreadable(path, exception);
        }

        return new(FilePermissions.PrivateFile, KeepAside: true, Old: null);
    }
}
