using System.Globalization;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>One host of the test network, by its name. Its processes see its network, its files, its users and each other.</summary>
internal sealed class NetworkHost : IAsyncDisposable
{
    // The state of a socket that listens, in the kernel's table of them.
    private const string Listening = "0A";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly HostProcess _first;
    private readonly string _folder;

    private NetworkHost(string name, string folder, HostProcess first)
    {
        Name = name;
        _folder = folder;
        _first = first;
    }

    public string Name { get; }

    public int ProcessId => _first.Id;

    public static async Task<NetworkHost> StartAsync(string name, string folder)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "host.sh");

        // A session of its own: a signal to all of the tests' processes ends the host by way of its input, so that it tidies up.
        var host = new NetworkHost(name, folder, HostProcess.Start(
            "setsid",
            ["unshare", "--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--", "sh", script, name, folder, Path.GetDirectoryName(ToolProcess.AssemblyPath)!, DotNetFolder()]));
        using var deadline = Deadline.Start();
        if (await host._first.Output.WaitForLineAsync(line => line == "ready", 0, deadline.Token) is null)
        {
            var words = host._first.Error.Text;
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host {name} did not start: {words}");
        }

        return host;
    }

    /// <summary>The words that run a program on this host as one of its users, from their home folder and with the environment of a fresh login.</summary>
    public string[] Enter(HostUser user, params string[] program)
    {
        var id = user.Id.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. EnterAsRoot("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"),
            "env", "-i", "-C", user.Home, $"HOME={user.Home}", $"USER={user.Name}", $"LOGNAME={user.Name}", $"PATH={HostFiles.SearchPath}",
            "SHELL=/bin/bash", "LANG=C.UTF-8", "TERM=xterm-256color", .. program,
        ];
    }

    /// <summary>The words that run a program on this host with the rights and the environment of whoever runs it.</summary>
    public string[] EnterAsRoot(params string[] program)
    {
        var (of, root) = ($"/proc/{ProcessId}/ns", $"/proc/{ProcessId}/root{_folder}/mount");
        return ["nsenter", $"--net={of}/net", $"--mount={of}/mnt", $"--uts={of}/uts", $"--pid={of}/pid_for_children", $"--root={root}", $"--wd={root}", "--", .. program];
    }

    /// <summary>The words that run a program of the machine in this host's network and nothing else of it.</summary>
    public string[] EnterNetwork(params string[] program) => ["nsenter", $"--net=/proc/{ProcessId}/ns/net", "--", .. program];

    public HostProcess Start(HostUser user, params string[] program)
    {
        var words = Enter(user, program);
        return HostProcess.Start(words[0], words[1..]);
    }

    public async Task<ToolResult> RunAsync(HostUser user, params string[] program)
    {
        await using var process = Start(user, program);
        return await process.WaitForExitAsync();
    }

    /// <summary>Takes a port of this host's loopback interface, as another program would, until it is disposed.</summary>
    public async Task<IAsyncDisposable> OccupyAsync(int port)
    {
        // Perl is on every Debian.
        const string Script = "use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 1, ReuseAddr => 1, LocalAddr => '127.0.0.1', LocalPort => $ARGV[0]) or die $!; <STDIN>";
        var program = Start(HostUser.Root, "perl", "-e", Script, port.ToString(CultureInfo.InvariantCulture));
        await WaitForListenerAsync(port, by: program);
        return program;
    }

    /// <summary>Takes an IPv6 address on the wire to the laptop away, or gives it back.</summary>
    public async Task SetAddressAsync(string address, bool present)
    {
        var words = EnterNetwork(["ip", "address", present ? "add" : "del", $"{address}/64", "dev", "to-laptop", .. present ? (string[])["nodad"] : []]);
        (await HostProcess.RunAsync(words[0], words[1..])).ShouldExitWith(0);
    }

    /// <summary>Whether anything on this host listens on a port, of either family. Nobody notices being asked after.</summary>
    public bool Listens(int port)
    {
        var end = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return ((string[])["tcp", "tcp6"])
            .SelectMany(table => File.ReadLines($"/proc/{ProcessId}/net/{table}"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(fields => fields[1].EndsWith(end, StringComparison.Ordinal) && fields[3] == Listening);
    }

    /// <summary>Waits until something listens on a port, or nothing does any more.</summary>
    /// <param name="by">The process without which there is nothing to wait for.</param>
    public async Task WaitForListenerAsync(int port, bool listens = true, HostProcess? by = null)
    {
        using var deadline = Deadline.Start();
        using var timer = new PeriodicTimer(Glance);
        try
        {
            while (Listens(port) != listens && by is not { HasExited: true })
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        Assert.True(
            Listens(port) == listens,
            $"On {Name}, port {port} should {(listens ? "" : "not ")}have a listener. {by?.Output.Text}{by?.Error.Text}");
    }

    /// <summary>Ends the host with everything on it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_first.HasExited)
        {
            await _first.WaitForExitAsync();
        }

        await _first.DisposeAsync();
    }

    private static string DotNetFolder()
    {
        var program = new FileInfo(Path.IsPathRooted(ToolProcess.DotNet) ? ToolProcess.DotNet : Requirements.OneOf("dotnet"));
        return Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!;
    }
}
