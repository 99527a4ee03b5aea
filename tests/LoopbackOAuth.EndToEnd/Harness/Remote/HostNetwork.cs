using System.Text;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>
/// The hosts of the remote scenes, joined and running: a laptop with a browser, a remote host beside it, an inner host behind
/// a jump box, and a certified authorization server that all but the jump box reach by https. Started by the first scene.
/// </summary>
public sealed class HostNetwork : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, NetworkHost> _hosts = new(StringComparer.Ordinal);
    private ToolResult? _trial;
    private Task? _start;
    private HostFiles? _files;
    private AuthorizationServerProcess? _server;
    private LaptopBrowser? _browser;

    internal NetworkHost Laptop => _hosts["laptop"];

    internal NetworkHost Remote => _hosts["remote"];

    internal NetworkHost Jump => _hosts["jump"];

    internal NetworkHost Inner => _hosts["inner"];

    internal AuthorizationServerProcess Server => _server!;

    /// <summary>Builds the network once. Where that is not possible the scene is skipped, and says why.</summary>
    internal async Task<HostNetwork> StartedAsync()
    {
        Requirements.LinuxRoot();
        foreach (var program in (string[])["setsid", "unshare", "nsenter", "setpriv", "ip", "ssh", "ssh-keygen", "sudo", "tmux", "perl", "node", "npm"])
        {
            Requirements.Program(program);
        }

        Requirements.File("/usr/sbin/sshd");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            // Even root may not do this everywhere, such as in a container.
            _trial ??= await HostProcess.RunAsync("unshare", ["--net", "--mount", "--uts", "--pid", "--fork", "--", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
            if (_trial.ExitCode != 0)
            {
                Requirements.Missing($"No hosts can be made of namespaces here: {_trial.Error}");
            }

            // What failed once fails every scene in the same words.
            await (_start ??= StartAsync());
        }
        finally
        {
            _gate.Release();
        }

        return this;
    }

    /// <summary>A tab of the browser on the laptop, in a profile of its own.</summary>
    internal async Task<ChromiumTab> OpenTabAsync()
    {
        _browser ??= await LaptopBrowser.StartAsync(Laptop, _files!.Folder);
        return await _browser.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is { } browser)
        {
            await browser.DisposeAsync();
        }

        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }

        if (_files is { } files && Directory.Exists(files.Folder))
        {
            Directory.Delete(files.Folder, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task StartAsync()
    {
        _files = await HostFiles.CreateAsync();
        foreach (var start in ((string[])["laptop", "remote", "jump", "inner", "auth"]).Select(name => NetworkHost.StartAsync(name, _files.Host(name))).ToList())
        {
            var host = await start;
            _hosts.Add(host.Name, host);
        }

        await WireAsync();
        _files.WriteServerCertificate();
        _server = await AuthorizationServerProcess.StartAsync(new()
        {
            Prefix = _hosts["auth"].EnterNetwork(),
            Issuer = $"https://{HostAddresses.AuthorizationServer}",
            Certificate = _files.ServerCertificate,
            Key = _files.ServerKey,
            ControlSocket = Path.Combine(_files.Folder, "auth", "control"),
        });
    }

    private async Task WireAsync()
    {
        var links = new StringBuilder();
        var ends = _hosts.Keys.ToDictionary(name => name, _ => new StringBuilder(), StringComparer.Ordinal);
        foreach (var (one, other) in HostAddresses.Wires)
        {
            links.Append($"link add to-{other.Host} netns {_hosts[one.Host].ProcessId} type veth peer name to-{one.Host} netns {_hosts[other.Host].ProcessId}\n");
            AddEnd(one, other.Host);
            AddEnd(other, one.Host);
        }

        (await HostProcess.RunAsync("ip", ["-batch", "-"], links.ToString())).ShouldExitWith(0);
        foreach (var (name, end) in ends)
        {
            var words = _hosts[name].EnterNetwork("ip", "-batch", "-");
            (await HostProcess.RunAsync(words[0], words[1..], end.ToString())).ShouldExitWith(0);
        }

        void AddEnd((string Host, string[] Addresses) end, string peer)
        {
            // No address of its own making: one that comes later is a change of the network, on which a browser drops its connections.
            ends[end.Host].Append($"link set to-{peer} addrgenmode none\n");
            foreach (var address in end.Addresses)
            {
                ends[end.Host].Append($"address add {address} dev to-{peer}{(address.Contains(':', StringComparison.Ordinal) ? " nodad" : "")}\n");
            }

            ends[end.Host].Append($"link set to-{peer} up\n");
        }
    }
}
