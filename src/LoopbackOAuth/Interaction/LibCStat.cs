using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LoopbackOAuth.Interaction;

/// <summary>Who owns a file. Linux only: there this structure has one form on every architecture.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LibCStat
{
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const uint Owner = 0x8; // STATX_UID
    private const int OwnerOffset = 20; // stx_uid
    private const int Size = 256;

    /// <returns>The number of the user; <see langword="null"/> when there is no such file or it cannot be found out.</returns>
    public static uint? OwnerOf(string file)
    {
        byte* answer = stackalloc byte[Size];
        try
        {
            return Read(WorkingDirectory, file, 0, Owner, answer) == 0 ? *(uint*)(answer + OwnerOffset) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Read(int directory, string path, int flags, uint mask, byte* answer);
}
