using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>Reads an entry's file, and nothing that merely stands in its place.</summary>
internal static class EntryFile
{
    /// <summary>The whole file, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="TokenStoreException">It is a link, not regular, open to others, too large or unreadable.</exception>
    internal static byte[]? Read(string path)
    {
        try
        {
            using var handle = NoFollowFile.TryOpen(path);
            if (handle is null)
            {
                return null;
            }

            using var file = OpenRegular(handle, path);
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(handle) is var mode && !FilePermissions.IsPrivateFile(mode))
            {
                throw StoreErrors.FileMode(path, FilePermissions.Octal(mode));
            }

            return ReadBounded(file, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unreadable(path, exception);
        }
    }

    /// <summary>Whether there is an entry's file that may be replaced or removed. It need not be readable for that.</summary>
    /// <exception cref="TokenStoreException">It is a link, not regular, or cannot be looked at.</exception>
    internal static bool Exists(string path)
    {
        try
        {
            using var handle = NoFollowFile.TryOpen(path);
            if (handle is null)
            {
                return false;
            }

            using var file = OpenRegular(handle, path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException exception)
        {
            throw StoreErrors.Unreadable(path, exception);
        }
    }

    private static FileStream OpenRegular(SafeFileHandle handle, string path)
    {
        if (File.GetAttributes(handle).HasFlag(FileAttributes.Directory))
        {
            throw StoreErrors.NotRegular(path);
        }

        var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw StoreErrors.NotRegular(path);
    }

    private static byte[] ReadBounded(FileStream file, string path)
    {
        if (file.Length > TokenFileFormat.LargestFile)
        {
            throw StoreErrors.Corrupt(path, $"it is larger than {TokenFileFormat.LargestFile} bytes");
        }

        // The length is a promise until the file is read: it may be shorter by now, and no more than this is taken.
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
