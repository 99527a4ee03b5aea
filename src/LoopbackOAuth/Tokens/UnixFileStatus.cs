using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>Whose a file is, what it is, and which it is. .NET tells none of these.</summary>
/// <param name="Owner">The number of the user it belongs to.</param>
/// <param name="Type">The type of the file, as in <c>st_mode</c>.</param>
/// <param name="Device">The file system it is on.</param>
/// <param name="Inode">Its number there: two paths with the same of both are the same file.</param>
internal readonly record struct UnixFileStatus(uint Owner, int Type, ulong Device, ulong Inode)
{
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    // Of statx(2): the working folder stands for none, links are not followed, an empty path is the open file, the classic fields.
    private const int NoFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint ClassicFields = 0x7FF;

    internal bool IsRegular => Type == RegularType;

    /// <summary>Looks at an open file.</summary>
    /// <returns>What is known, or <see langword="null"/> where this system does not tell.</returns>
    internal static UnixFileStatus? Of(SafeFileHandle file)
    {
        Span<byte> result = stackalloc byte[256];
        if (OperatingSystem.IsMacOS())
        {
            return (IsArm ? UnixCalls.StatusOnArm(file, result) : UnixCalls.StatusOnX64(file, result)) == 0 ? FromMacOS(result) : null;
        }

        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            return OperatingSystem.IsLinux() ? OnLinux((int)file.DangerousGetHandle(), "", EmptyPath, result) : null;
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>Looks at what is at a path, without opening it, and not at what a link there points to.</summary>
    /// <returns>What is known, or <see langword="null"/> when nothing is there or this system does not tell.</returns>
    internal static UnixFileStatus? Of(string path)
    {
        Span<byte> result = stackalloc byte[256];
        return OperatingSystem.IsLinux() ? OnLinux(NoFolder, path, NoFollow, result)
            : !OperatingSystem.IsMacOS() ? null
            : (IsArm ? UnixCalls.StatusOnArm(path, result) : UnixCalls.StatusOnX64(path, result)) == 0 ? FromMacOS(result)
            : null;
    }

    /// <summary>Reads <c>struct statx</c>, which is the same on every processor.</summary>
    internal static UnixFileStatus FromLinux(ReadOnlySpan<byte> status) => new(
        MemoryMarshal.Read<uint>(status[20..]),
        MemoryMarshal.Read<ushort>(status[28..]) & TypeMask,
        BinaryPrimitives.ReadUInt64LittleEndian(status[136..]),
        MemoryMarshal.Read<ulong>(status[32..]));

    /// <summary>Reads <c>struct stat</c> of macOS, the one with inode numbers of 64 bits.</summary>
    internal static UnixFileStatus FromMacOS(ReadOnlySpan<byte> status) => new(
        MemoryMarshal.Read<uint>(status[16..]),
        MemoryMarshal.Read<ushort>(status[4..]) & TypeMask,
        MemoryMarshal.Read<uint>(status),
        MemoryMarshal.Read<ulong>(status[8..]));

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static UnixFileStatus? OnLinux(int folder, string path, int flags, Span<byte> result)
    {
        try
        {
            return UnixCalls.Status(folder, path, flags, ClassicFields, result) == 0 ? FromLinux(result) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // glibc before 2.28 and musl before 1.2.5: the kernel knows it all the same.
            var number = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 332, Architecture.Arm64 => 291, _ => -1 };
            return number > 0 && UnixCalls.StatusBySystemCall(number, folder, path, flags, (nint)ClassicFields, result) == 0 ? FromLinux(result) : null;
        }
    }
}
