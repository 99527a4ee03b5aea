using System.Runtime.InteropServices;

namespace LoopbackOAuth.Interaction;

/// <summary>The few functions of the C library that .NET has no counterpart for. Unix only.</summary>
internal static unsafe partial class LibC
{
    public const int Interrupted = 4; // EINTR
    public const int WouldBlockOnLinux = 11; // EAGAIN
    public const int WouldBlockOnMac = 35; // EAGAIN

    public const int StopOnLinux = 19; // SIGSTOP
    public const int StopOnMac = 17; // SIGSTOP

    public const int SetNow = 0; // TCSANOW
    public const int SetAndFlush = 2; // TCSAFLUSH

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "tcgetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetAttributes(int descriptor, byte* settings);

    [LibraryImport(Name, EntryPoint = "tcsetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetAttributes(int descriptor, int when, byte* settings);

    [LibraryImport(Name, EntryPoint = "tcgetpgrp", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetForegroundGroup(int descriptor);

    [LibraryImport(Name, EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetOwnGroup();

    [LibraryImport(Name, EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int IsTerminal(int descriptor);

    [LibraryImport(Name, EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Name, EntryPoint = "getpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetOwnProcess();

    [LibraryImport(Name, EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SendSignal(int process, int signal);
}
