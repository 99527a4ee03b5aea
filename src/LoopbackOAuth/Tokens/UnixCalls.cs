using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>Calls of the C library that .NET has no other way to.</summary>
internal static partial class UnixCalls
{
    internal const int NoSuchEntry = 2;
    internal const int Interrupted = 4;
    internal const int AccessDenied = 13;

    /// <summary>The user whose rights count (geteuid).</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    /// <summary>Takes or lets go of a lock on an open file (flock).</summary>
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeFileHandle file, int operation);

    /// <summary>Gives a file a second name (link).</summary>
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Link(string from, string to);

    /// <summary>Linux: what is known of an open file, when <paramref name="path"/> is empty, or of a path (statx).</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int folder, string path, int flags, uint mask, Span<byte> result);

    /// <summary>The same where the C library has no name for it. Its arguments are all integers, so that no rule for variable arguments differs.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint StatusBySystemCall(nint number, nint folder, string path, nint flags, nint mask, Span<byte> result);

    /// <summary>macOS on ARM: what is known of a path, not of what a link there points to (lstat).</summary>
    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatusOnArm(string path, Span<byte> result);

    /// <summary>macOS on ARM: what is known of an open file (fstat).</summary>
    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    internal static partial int StatusOnArm(SafeFileHandle file, Span<byte> result);

    /// <summary>macOS on x64, where the plain name has numbers of 32 bits.</summary>
    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatusOnX64(string path, Span<byte> result);

    /// <summary>macOS on x64, where the plain name has numbers of 32 bits.</summary>
    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    internal static partial int StatusOnX64(SafeFileHandle file, Span<byte> result);

    /// <summary>A user's entry in the user database (getpwuid_r). The first field of the record is a pointer to the name on every system.</summary>
    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    internal static unsafe partial int User(uint id, nint* record, byte* texts, nuint length, nint* found);
}
