using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>A real terminal device of the kernel: <see cref="Line"/> is what a program reads from, <see cref="Type"/> is the person.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWriteNoControl = 0x102; // O_RDWR | O_NOCTTY
    private const ulong Unlock = 0x40045431; // TIOCSPTLCK
    private const ulong GetNumber = 0x80045430; // TIOCGPTN

    private readonly SafeFileHandle _master;

    public PseudoTerminal()
    {
        int master = Open("/dev/ptmx", ReadWriteNoControl);
        Assert(master >= 0);
        _master = new SafeFileHandle(master, ownsHandle: true);
        int zero = 0;
        Assert(Control(master, Unlock, ref zero) == 0);
        int number = 0;
        Assert(Control(master, GetNumber, ref number) == 0);
        Line = Open($"/dev/pts/{number}", ReadWriteNoControl);
        Assert(Line >= 0);
    }

    /// <summary>The file descriptor of the program's end.</summary>
    public int Line { get; private set; }

    /// <summary>The terminal's settings, as they are now.</summary>
    public byte[] Settings()
    {
        byte[] settings = new byte[256];
        Assert(GetAttributes(Line, settings) == 0);
        return settings;
    }

    /// <summary>Changes the settings, as a shell does when its job stops.</summary>
    public void Apply(byte[] settings) => Assert(SetAttributes(Line, 0, settings) == 0);

    public void Type(ReadOnlySpan<byte> keys)
    {
        while (!keys.IsEmpty)
        {
            nint written = Write(_master.DangerousGetHandle().ToInt32(), in MemoryMarshal.GetReference(keys), (nuint)keys.Length);
            Assert(written > 0);
            keys = keys[(int)written..];
        }
    }

    public void HangUp() => _master.Dispose();

    public void Dispose()
    {
        _master.Dispose();
        if (Line >= 0)
        {
            _ = Close(Line);
            Line = -1;
        }
    }

    private static void Assert(bool condition) =>
        Xunit.Assert.True(condition, $"errno {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int descriptor, in byte buffer, nuint count);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(int descriptor, ulong request, ref int value);

    [DllImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static extern int GetAttributes(int descriptor, byte[] settings);

    [DllImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static extern int SetAttributes(int descriptor, int when, byte[] settings);
}
