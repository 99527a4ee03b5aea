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

    public static void File(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            Missing($"There is no {path}.");
        }
    }

    /// <summary>The first of several programs that is there, with its folder.</summary>
    public static string OneOf(params string[] names)
    {
        var found = names.Select(PathOf).FirstOrDefault(path => path is not null);
        if (found is null)
        {
            Missing($"None of the programs {string.Join(", ", names)} is on the PATH.");
        }

        return found!;
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

    /// <summary>Hosts of the tests' own are made of the kernel's namespaces, which takes root.</summary>
    public static void LinuxRoot()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Missing("This needs Linux, and root to make hosts of its own out of namespaces.");
        }
    }

    /// <summary>Ends the test, with the reason.</summary>
    public static void Missing(string reason)
    {
        if (IsCi)
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    private static bool IsOnPath(string name) => PathOf(name) is not null;

    private static string? PathOf(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(System.IO.File.Exists);
    }
}
