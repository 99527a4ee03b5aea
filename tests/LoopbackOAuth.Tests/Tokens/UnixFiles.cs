using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Things in a Unix file system that .NET cannot make.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixFiles
{
    /// <summary>A user number that belongs to nobody who runs tests.</summary>
    internal const int Nobody = 65534;

    internal static void MakePipe(string path) => Assert.Equal(0, MakePipe(Text(path), 0x180));

    internal static void MakeHardLink(string from, string to) => Assert.Equal(0, MakeLink(Text(from), Text(to)));

    /// <summary>Gives a file, not what it points to, to another user. Only a privileged process may.</summary>
    internal static void GiveTo(int user, string path) => Assert.Equal(0, ChangeOwner(Text(path), user, user));

    /// <summary>Makes a character device that gives zeros for ever.</summary>
    internal static bool TryMakeZeroDevice(string path) => MakeNode(Text(path), 0x2180, (1 << 8) | 5) == 0;

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakePipe(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "mknod")]
    private static extern int MakeNode(byte[] path, uint mode, ulong device);

    [DllImport("libc", EntryPoint = "link")]
    private static extern int MakeLink(byte[] from, byte[] to);

    [DllImport("libc", EntryPoint = "lchown")]
    private static extern int ChangeOwner(byte[] path, int user, int group);
}
