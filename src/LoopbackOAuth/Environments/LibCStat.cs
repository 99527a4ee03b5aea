using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LoopbackOAuth.Environments;

/// <summary>Who owns a file, and its mode. Linux only: there this structure (statx(2)) has one form on every architecture.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LibCStat
{
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8; // STATX_TYPE, STATX_MODE, STATX_UID
    private const int OwnerOffset = 20; // stx_uid
    private const int ModeOffset = 28; // stx_mode
    private const int Size = 256;

    /// <summary>Looks at a file, or at what a link leads to.</summary>
    /// <returns>The number of the user and the mode; <see langword="null"/> when there is no such file or it cannot be found out.</returns>
    public static (uint Owner, int Mode)? Follow(string file) => Look(file, 0);

    /// <summary>Looks at a file, or at the link itself.</summary>
    /// <inheritdoc cref="Follow" path="/returns"/>
    public static (uint Owner, int Mode)? Stay(string file) => Look(file, NoFollow);

    private static (uint Owner, int Mode)? Look(string file, int flags)
    {
        byte* answer = stackalloc byte[Size];
        try
        {
            return Read(WorkingDirectory, file, flags, TypeModeAndOwner, answer) == 0
                ? (*(uint*)(answer + OwnerOffset), *(ushort*)(answer + ModeOffset))
                : null;
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
