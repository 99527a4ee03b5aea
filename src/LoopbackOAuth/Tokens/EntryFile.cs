namespace LoopbackOAuth.Tokens;

/// <summary>Reads an entry's file, and nothing that merely stands in its place.</summary>
internal static class EntryFile
{
    /// <summary>The whole file, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="TokenStoreException">It is a link, not regular, somebody else's, open to others, too large or unreadable.</exception>
    internal static byte[]? Read(string path)
    {
        try
        {
            using var file = TryOpen(path);
            if (file is null)
            {
                return null;
            }

            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) is var mode && !FilePermissions.IsPrivateFile(mode))
            {
                throw StoreErrors.FileMode(path, FilePermissions.Octal(mode));
            }

            return ReadBounded(file, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StoreOwner.Demand(path);
            throw StoreErrors.Unreadable(path, exception);
        }
    }

    /// <summary>Whether there is an entry's file that may be removed. It need not be readable for that.</summary>
    /// <exception cref="TokenStoreException">It is a link, not regular, somebody else's, or cannot be looked at.</exception>
    internal static bool Exists(string path)
    {
        try
        {
            using var file = TryOpen(path);
            return file is not null;
        }
        catch (UnauthorizedAccessException)
        {
            StoreOwner.Demand(path);
            return true;
        }
        catch (IOException exception)
        {
            throw StoreErrors.Unreadable(path, exception);
        }
    }

    /// <summary>Opens the file, whatever it holds and whoever may reach it.</summary>
    /// <returns>The file, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="TokenStoreException">It is a link, not regular, or somebody else's.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not open it.</exception>
    internal static FileStream? TryOpen(string path)
    {
        var handle = NoFollowFile.TryOpen(path);
        if (handle is null)
        {
            return null;
        }

        try
        {
            if (!OperatingSystem.IsWindows() && UnixFileStatus.Of(handle) is { } status)
            {
                StoreOwner.Demand(status, path);
                if (!status.IsRegular)
                {
                    throw StoreErrors.NotRegular(path);
                }
            }
            else if (File.GetAttributes(handle).HasFlag(FileAttributes.Directory))
            {
                throw StoreErrors.NotRegular(path);
            }

            var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return file.CanSeek ? file : throw StoreErrors.NotRegular(path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>All that is in the file, up to the largest size that an entry may have.</summary>
    /// <exception cref="TokenStoreException">It is larger.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static byte[] ReadBounded(FileStream file, string path)
    {
        var length = file.Length;
        if (length > TokenFileFormat.LargestFile)
        {
            throw StoreErrors.Corrupt(path, $"it is larger than {TokenFileFormat.LargestFile} bytes");
        }

        // The length is a promise until the file is read. The byte more makes sure that a read takes place and shows the end.
        var bytes = new byte[length + 1];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? throw StoreErrors.Corrupt(path, "it grew while it was read") : bytes[..read];
    }
}
