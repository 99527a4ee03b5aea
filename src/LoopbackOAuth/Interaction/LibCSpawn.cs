using System.Runtime.InteropServices;

namespace LoopbackOAuth.Interaction;

/// <summary>The functions of the C library that start a program with streams of its own choosing. Unix only.</summary>
internal static unsafe partial class LibCSpawn
{
    public const int ReadOnly = 0; // O_RDONLY
    public const int WriteOnly = 1; // O_WRONLY
    public const int NoHang = 1; // WNOHANG
    public const short DefaultSignals = 0x04; // POSIX_SPAWN_SETSIGDEF
    public const short SignalMask = 0x08; // POSIX_SPAWN_SETSIGMASK
    public const short NewSession = 0x80; // POSIX_SPAWN_SETSID
    public const short NewSessionOnMac = 0x400;
    public const short CloseOthersOnMac = 0x4000; // POSIX_SPAWN_CLOEXEC_DEFAULT
    public const int BrokenPipe = 13; // SIGPIPE

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int InitializeActions(byte* actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DestroyActions(byte* actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addopen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int AddOpen(byte* actions, int descriptor, byte* path, int flags, uint mode);

    /// <summary>Lets the program have no descriptors from this one on, where the C library can do that (glibc 2.34).</summary>
    public static void TryCloseFrom(byte* actions, int first)
    {
        try
        {
            _ = AddCloseFrom(actions, first);
        }
        catch (EntryPointNotFoundException)
        {
            // Those of this process are closed by their own flag; only what it inherited itself stays open.
        }
    }

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int InitializeAttributes(byte* attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DestroyAttributes(byte* attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setflags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setsigdefault")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetDefaultSignals(byte* attributes, ulong* signals);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setsigmask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetSignalMask(byte* attributes, ulong* signals);

    [LibraryImport(Name, EntryPoint = "posix_spawn")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Spawn(out int id, byte* file, byte* actions, byte* attributes, byte** arguments, byte** variables);

    [LibraryImport(Name, EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int WaitFor(int id, out int status, int options);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddCloseFrom(byte* actions, int first);
}
