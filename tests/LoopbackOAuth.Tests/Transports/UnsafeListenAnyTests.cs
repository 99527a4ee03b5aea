using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Conventions;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed partial class UnsafeListenAnyTests
{
    private const string State = LiveSession.State;

    private readonly PendingAuthorization _pending = new(new Secret(State), IssuerExpectation.Unknown);

    /// <summary>Addresses at which only a listener on every interface answers: those of the interfaces, and on Linux a loopback one beside 127.0.0.1.</summary>
    public static TheoryData<string> OtherAddresses
    {
        get
        {
            var addresses = NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => !IPAddress.IsLoopback(address))
                .Select(address => address.ToString());
            return [.. addresses, .. OperatingSystem.IsLinux() ? ["127.0.0.2"] : (string[])[]];
        }
    }

    [Theory]
    [MemberData(nameof(OtherAddresses))]
    public async Task Over_another_interface_only_the_exact_authority_of_the_redirect_uri_is_served(string address)
    {
        await using var session = await OpenAsync(Unsafe(FreePort()));
        using var stop = new CancellationTokenSource();
        var run = session.RunAsync(_pending, stop.Token);
        var port = session.RedirectUri.Port;
        var host = address.Contains(':', StringComparison.Ordinal) ? $"[{address.Split('%')[0]}]" : address;

        Assert.Equal($"http://127.0.0.1:{port}/callback", session.RedirectUri.OriginalString);
        foreach (var authority in (string[])[$"{host}:{port}", $"0.0.0.0:{port}", $"localhost:{port}", $"127.0.0.1:{port + 1}", "127.0.0.1", $"127.0.0.1.evil.example:{port}", $"evil.example:{port}", "evil.example"])
        {
            Assert.Equal(421, await AskAsync(session, address, authority));
        }

        Assert.False(_pending.Response.IsCompleted);
        Assert.Equal(303, await AskAsync(session, address, session.RedirectUri.Authority));
        Assert.True(_pending.Response.IsCompletedSuccessfully);
        _pending.Settle(CallbackPageKind.Success);
        await stop.CancelAsync();
        await session.DisposeAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(OtherAddresses))]
    [Trait("Invariant", "5")]
    public async Task Loopback_only_is_what_is_bound_unless_every_interface_is_asked_for(string address)
    {
        foreach (var host in (LoopbackHost[])[LoopbackHost.IPv4, LoopbackHost.IPv6, LoopbackHost.Localhost])
        {
            await using var session = await OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule { Host = host } });

            await Assert.ThrowsAnyAsync<SocketException>(() => RawClient.ConnectAsync(session.RedirectUri, IPAddress.Parse(address)));
        }
    }

    [Fact]
    [Trait("Invariant", "5")]
    public void Loopback_only_holds_everywhere_else_one_file_names_the_addresses_of_every_interface() =>
        Assert.Equal(
            ["src/LoopbackOAuth/Transports/LoopbackAddress.cs"],
            Repository.Sources("src").Where(path => !OpensNoSocket().IsMatch(path) && WideBind().IsMatch(Repository.Read(path))));

    [Theory]
    [InlineData("IPAddress.IPv6Any")]
    [InlineData("new IPEndPoint(IPAddress.Any, 0)")]
    [InlineData("IPAddress.Parse(\"0.0.0.0\")")]
    [InlineData("IPAddress.Parse(\"::\")")]
    [InlineData("\"http://+:8080/\"")]
    [InlineData("\"http://*:8080/\"")]
    [InlineData("TcpListener.Create(8080)")]
    [InlineData("options.ListenAnyIP(8080)")]
    public void What_would_name_them_is_found(string code) => Assert.Matches(WideBind(), code);

    [Theory]
    [InlineData(LoopbackHost.IPv6, "[::1]")]
    [InlineData(LoopbackHost.Localhost, "localhost")]
    internal async Task The_redirect_uri_stays_as_the_rule_writes_it_and_both_families_are_listened_on(LoopbackHost host, string text)
    {
        var port = FreePort();

        await using var session = await OpenAsync(Unsafe(port, host));

        Assert.Equal($"http://{text}:{port}/callback", session.RedirectUri.OriginalString);
        using var four = await RawClient.ConnectAsync(session.RedirectUri, IPAddress.Loopback);
        using var six = await RawClient.ConnectAsync(session.RedirectUri, IPAddress.IPv6Loopback);
    }

    [Fact]
    public async Task A_port_that_somebody_holds_on_one_interface_only_is_in_use_all_the_same()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0) { ExclusiveAddressUse = true };
        holder.Start();

        var exception = await Assert.ThrowsAsync<CallbackTransportException>(() => OpenAsync(Unsafe(((IPEndPoint)holder.LocalEndpoint).Port)));

        Assert.Equal(CallbackTransportError.PortInUse, exception.Error);
    }

    [Fact]
    public async Task When_it_ends_every_interface_is_let_go()
    {
        var port = FreePort();
        await (await OpenAsync(Unsafe(port))).DisposeAsync();

        using var four = new TcpListener(IPAddress.Any, port) { ExclusiveAddressUse = true };
        four.Start();
        using var six = new TcpListener(IPAddress.IPv6Any, port) { ExclusiveAddressUse = true };
        six.Server.DualMode = false;
        six.Start();
    }

    public static TheoryData<PortPolicy> MovingPorts { get; } = [PortPolicy.Ephemeral, PortPolicy.Preferred(56121), PortPolicy.AnyOf(56121, 56122)];

    [Theory]
    [MemberData(nameof(MovingPorts))]
    public async Task Without_one_fixed_port_it_is_refused_nothing_could_publish_it(PortPolicy port)
    {
        var exception = await Assert.ThrowsAsync<CallbackTransportException>(
            () => OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule { Port = port }, UnsafeListenAny = true }));

        Assert.Equal(CallbackTransportError.NotSupported, exception.Error);
        Assert.Contains("port", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpListener_refuses_it()
    {
        var exception = await Assert.ThrowsAsync<CallbackTransportException>(
            () => new HttpListenerCallbackTransport().OpenAsync(Unsafe(FreePort()), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(CallbackTransportError.NotSupported, exception.Error);
        Assert.Contains("socket", exception.Remedy, StringComparison.Ordinal);
    }

    [GeneratedRegex("""IPAddress\.(IPv6)?Any\b|Parse\("(0\.0\.0\.0|::)"\)|http://[+*]|TcpListener\.Create|ListenAnyIP""", RegexOptions.None, 5000)]
    private static partial Regex WideBind();

    // These read addresses that the environment tells of, to compare and to print them.
    [GeneratedRegex("^src/(LoopbackOAuth/(Environments|Interaction)|LoopbackOAuth.Tool/Tunnel/SocketEntry)", RegexOptions.None, 5000)]
    private static partial Regex OpensNoSocket();

    private static CallbackSessionOptions Unsafe(int port, LoopbackHost host = LoopbackHost.IPv4) =>
        new() { Redirect = new RedirectRule { Host = host, Port = PortPolicy.Exact(port) }, UnsafeListenAny = true };

    private static Task<ICallbackSession> OpenAsync(CallbackSessionOptions options) =>
        new SocketCallbackTransport().OpenAsync(options, TestContext.Current.CancellationToken).AsTask();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<int> AskAsync(ICallbackSession session, string address, string authority)
    {
        using var client = await RawClient.ConnectAsync(session.RedirectUri, IPAddress.Parse(address));
        await client.SendAsync($"GET /callback?code=abc&state={State} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
        return RawClient.StatusOf(await client.ReadToEndAsync());
    }
}
