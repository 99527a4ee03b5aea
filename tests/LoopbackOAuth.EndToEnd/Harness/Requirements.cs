using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>What the tests need beside the .NET SDK. Where it is missing they skip and say so; under CI that is a failure.</summary>
internal static class Requirements
{
    public static bool IsCi { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal);

    public static void Program(string name)
    {
        if (!IsOnPath(name))
        {
            Missing($"The program '{name}' is not on the PATH.");
        }
    }

    public static void IPv6()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
            listener.Start();
        }
        catch (SocketException)
        {
            Missing("This machine has no IPv6 loopback address.");
        }
    }

    public static void Unix()
    {
        if (OperatingSystem.IsWindows())
        {
            Missing("This needs a POSIX shell and POSIX signals.");
        }
    }

    private static void Missing(string reason)
    {
        if (IsCi)
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    private static bool IsOnPath(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => endings.Any(ending => File.Exists(Path.Combine(folder, name + ending))));
    }
}
