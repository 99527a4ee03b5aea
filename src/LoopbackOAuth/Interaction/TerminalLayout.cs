using System.Runtime.InteropServices;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Where the parts of <c>struct termios</c> that matter here lie, by platform. The structure is opaque otherwise: it is
/// taken whole, changed in four places and put back whole.
/// </summary>
/// <param name="LocalFlags">The offset of <c>c_lflag</c>.</param>
/// <param name="Canonical">The <c>ICANON</c> bit: line editing by the terminal driver, which also cuts lines at 4096 or 1024 bytes.</param>
/// <param name="Minimum">The offset of <c>c_cc[VMIN]</c>.</param>
/// <param name="Time">The offset of <c>c_cc[VTIME]</c>.</param>
internal sealed record TerminalLayout(int LocalFlags, uint Canonical, int Minimum, int Time)
{
    /// <summary>Room for the structure on every platform; the largest known has 72 bytes.</summary>
    public const int BufferSize = 256;

    private const uint Echo = 0x8; // ECHO, the same everywhere

    /// <summary>The layout here, or <see langword="null"/> where it is not known and single keys cannot be read.</summary>
    public static TerminalLayout? Current { get; } = Find();

    /// <summary>Switches echo and line editing off and leaves all else, so that Ctrl+C and Ctrl+Z stay signals.</summary>
    public void MakeRaw(Span<byte> settings)
    {
        WriteFlags(settings, ReadFlags(settings) & ~(Canonical | Echo));
        settings[Minimum] = 1;
        settings[Time] = 0;
    }

    /// <summary>Whether echo and line editing are off.</summary>
    public bool IsRaw(ReadOnlySpan<byte> settings) => (ReadFlags(settings) & (Canonical | Echo)) == 0;

    private static TerminalLayout? Find()
    {
        if (OperatingSystem.IsMacOS())
        {
            return new TerminalLayout(LocalFlags: 24, Canonical: 0x100, Minimum: 32 + 16, Time: 32 + 17);
        }

        // PowerPC, MIPS, SPARC and Alpha number these things in their own ways.
        bool isGeneric = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 or Architecture.X86
            or Architecture.Arm or Architecture.Armv6 or Architecture.LoongArch64 or Architecture.S390x;
        return OperatingSystem.IsLinux() && isGeneric
            ? new TerminalLayout(LocalFlags: 12, Canonical: 0x2, Minimum: 17 + 6, Time: 17 + 5)
            : null;
    }

    // Both flags lie in the low 32 bits, and every platform above with 64-bit words is little-endian.
    private uint ReadFlags(ReadOnlySpan<byte> settings) => MemoryMarshal.Read<uint>(settings.Slice(LocalFlags, sizeof(uint)));

    private void WriteFlags(Span<byte> settings, uint flags) => MemoryMarshal.Write(settings.Slice(LocalFlags, sizeof(uint)), in flags);
}
