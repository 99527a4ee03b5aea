using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// Opens what is at a path, and never what a link there points to. The check and the opening are one system call on
/// Unix, so that nothing can be swapped between them.
/// </summary>
internal static partial class NoFollowFile
{
    private const int ForWritingToo = 2; // O_RDWR

    private static readonly OSPlatform Platform =
        OperatingSystem.IsMacOS() ? OSPlatform.OSX : OperatingSystem.IsFreeBSD() ? OSPlatform.FreeBSD : OSPlatform.Linux;

    private static readonly int Flags = UnixOpenFlags.ReadWithoutFollowing(Platform, RuntimeInformation.ProcessArchitecture);

    /// <summary>Opens for reading.</summary>
    /// <param name="path">An absolute path without a trailing separator.</param>
    /// <param name="write">Whether to open for writing too; on Unix only.</param>
    /// <returns>The open file (on Unix possibly a folder, a pipe or a device), or <see langword="null"/> when nothing is there.</returns>
    /// <exception cref="TokenStoreException">It is a link.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not open it.</exception>
    internal static SafeFileHandle? TryOpen(string path, bool write = false) =>
        OperatingSystem.IsWindows() ? TryOpenWindows(path) : TryOpenUnix(path, write ? Flags | ForWritingToo : Flags);

    private static SafeFileHandle? TryOpenWindows(string path)
    {
        try
        {
            if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            {
                throw StoreErrors.Link(path);
            }

            // Sharing everything lets a writer put a new entry in place while this one is being read.
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static SafeFileHandle? TryOpenUnix(string path, int flags)
    {
        while (true)
        {
            var descriptor = Open(path, flags);
            if (descriptor >= 0)
            {
                return new SafeFileHandle(descriptor, ownsHandle: true);
            }

            var error = Marshal.GetLastPInvokeError();
            switch (error)
            {
                case UnixCalls.Interrupted:
                    continue;
                case UnixCalls.NoSuchEntry:
                    return null;
                case UnixCalls.AccessDenied:
                    throw new UnauthorizedAccessException(Marshal.GetPInvokeErrorMessage(error));
                default:
                    throw UnixOpenFlags.MeansLink(Platform, error)
                        ? StoreErrors.Link(path)
                        : new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    // The third argument of open(2) is read only when a file is created, which these flags never do.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
