using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// A file whose only purpose is to be locked: by flock(2) on Unix, by exclusive opening on Windows. The kernel lets go
/// of it when the process ends, however it ends.
/// </summary>
/// <remarks>
/// .NET's own sharing rules are flock(2) too, but they say nothing where a file system has no locks and can be switched off from
/// outside, so that two processes would both believe that they hold it. Here both are seen.
/// </remarks>
internal static class LockFile
{
    private const int Exclusive = 2;
    private const int WithoutWaiting = 4;
    private const int LetGo = 8;
    private const int AlreadyThere = 17;
    private const int SharingViolation = unchecked((int)0x80070020);

    private static readonly int WouldBlock = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 35 : 11;

    /// <summary>Takes the lock if nobody has it.</summary>
    /// <returns>The locked file, or <see langword="null"/> when somebody else has it.</returns>
    /// <exception cref="TokenStoreException">It is a link or another's, cannot be created, or locks do not work here.</exception>
    internal static SafeFileHandle? TryTake(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? TryTakeOnWindows(path) : TryTakeOnUnix(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StoreOwner.Demand(path);
            throw StoreErrors.Unwritable(path, exception);
        }
    }

    /// <summary>Lets go, and takes the file away when nobody will need it.</summary>
    /// <remarks>
    /// Only who holds the lock removes the file, and who gets the lock looks whether the file is still there; so two can never
    /// hold locks on two files of one name.
    /// </remarks>
    internal static void Release(SafeFileHandle file, string path, bool remove)
    {
        if (OperatingSystem.IsWindows())
        {
            file.Dispose();
            if (remove)
            {
                Remove(path); // Refused while somebody has it open.
            }

            return;
        }

        if (remove && UnixFileStatus.Of(file) is { } held && UnixFileStatus.Of(path) == held)
        {
            Remove(path);
        }

        // Not left to the closing: a process that was just being started may still have a copy of the descriptor.
        _ = UnixCalls.Lock(file, LetGo);
        file.Dispose();
    }

    /// <summary>Whether the file system of a folder has locks at all. Nothing is created.</summary>
    internal static bool WorksIn(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        try
        {
            for (var place = folder; place is not null; place = Path.GetDirectoryName(place))
            {
                using var handle = NoFollowFile.TryOpen(place);
                if (handle is not null)
                {
                    return UnixCalls.Lock(handle, Exclusive | WithoutWaiting) == 0 || LastError == WouldBlock;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TokenStoreException)
        {
        }

        return false;
    }

    /// <summary>Locks a file that was opened before, on Unix.</summary>
    /// <remarks>
    /// Who held it until now may have removed it. Then the next one to come makes a new file, and this lock would be one of two.
    /// </remarks>
    internal static bool TryHold(SafeFileHandle file, string path) =>
        TryLock(file, path) && (UnixFileStatus.Of(file) is not { } held || UnixFileStatus.Of(path) == held);

    private static int LastError => System.Runtime.InteropServices.Marshal.GetLastPInvokeError();

    private static SafeFileHandle? TryTakeOnUnix(string path)
    {
        var file = Open(path);
        if (file is null)
        {
            return null;
        }

        try
        {
            StoreOwner.Demand(file, path);
            if (UnixFileStatus.Of(file) is { IsRegular: false })
            {
                throw StoreErrors.NotRegular(path);
            }

            if (TryHold(file, path))
            {
                var taken = file;
                file = null;
                return taken;
            }

            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <returns>The open file, or <see langword="null"/> when others made and removed it faster: then somebody else has the lock, or had it just now.</returns>
    private static SafeFileHandle? Open(string path)
    {
        if (NoFollowFile.TryOpen(path, write: true) is { } there)
        {
            return there;
        }

        IOException? refusal = null;
        try
        {
            // Opened again below by everybody alike: the lock that .NET takes on this one is not the one that counts.
            PrivateFile.Create(path).Dispose();
        }
        catch (IOException exception)
        {
            refusal = exception; // Most likely another process was faster.
        }

        return NoFollowFile.TryOpen(path, write: true) is { } made ? made
            : refusal is null || refusal.HResult == AlreadyThere || refusal.HResult == WouldBlock ? null
            : throw refusal;
    }

    private static bool TryLock(SafeFileHandle file, string path)
    {
        while (UnixCalls.Lock(file, Exclusive | WithoutWaiting) != 0)
        {
            var error = LastError;
            if (error == WouldBlock)
            {
                return false;
            }

            if (error != UnixCalls.Interrupted)
            {
                throw StoreErrors.NoLock(path, System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error));
            }
        }

        return true;
    }

    private static SafeFileHandle? TryTakeOnWindows(string path)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
        {
            throw StoreErrors.Link(path);
        }

        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == SharingViolation)
        {
            return null;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty file stays behind, which the next lock of this entry uses.
        }
    }
}
