using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class LocalListenersTests
{
    [Theory]
    [InlineData("127.0.0.1", LoopbackHost.IPv4)]
    [InlineData("::1", LoopbackHost.IPv6)]
    [InlineData("127.0.0.1", LoopbackHost.Localhost)]
    [InlineData("::1", LoopbackHost.Localhost)]
    public void A_port_that_is_taken_on_a_family_the_browser_may_try_is_told_with_its_holder(string taken, LoopbackHost host)
    {
        using TcpListener other = new(IPAddress.Parse(taken), 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        TunnelFailure failure = Assert.Throws<TunnelFailureException>(() => LocalListeners.Open([new TunnelPort(host, port)])).Failure;

        Assert.Equal("port_in_use", failure.Code);
        Assert.Contains(new IPEndPoint(IPAddress.Parse(taken), port).ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(OperatingSystem.IsLinux() ? $"pid {Environment.ProcessId} " : $"{port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Callback URL:", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_family_does_not_matter_to_a_redirect_uri_with_a_number()
    {
        using TcpListener other = new(IPAddress.IPv6Loopback, 0);
        other.Start();

        using LocalListeners listeners = LocalListeners.Open([new TunnelPort(LoopbackHost.IPv4, ((IPEndPoint)other.LocalEndpoint).Port)]);

        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)Assert.Single(listeners.Held).Socket.LocalEndPoint!).Address);
    }

    [Fact]
    public void All_of_the_ports_or_none()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int free = FreePort.Next();

        Assert.Throws<TunnelFailureException>(() => LocalListeners.Open([new(LoopbackHost.IPv4, free), new(LoopbackHost.IPv4, ((IPEndPoint)other.LocalEndpoint).Port)]));

        using LocalListeners listeners = LocalListeners.Open([new TunnelPort(LoopbackHost.IPv4, free)]);
        Assert.Single(listeners.Held);
    }

    [Fact]
    [Trait("Invariant", "5")]
    public void The_tunnel_too_is_bound_to_loopback_only_and_exclusively()
    {
        int port = FreePort.Next();
        using LocalListeners listeners = LocalListeners.Open([new TunnelPort(LoopbackHost.Localhost, port)]);

        Assert.All(listeners.Held, held => Assert.True(IPAddress.IsLoopback(((IPEndPoint)held.Socket.LocalEndPoint!).Address)));
        Assert.Equal("port_in_use", Assert.Throws<TunnelFailureException>(() => LocalListeners.Open([new TunnelPort(LoopbackHost.IPv4, port)])).Failure.Code);
    }
}
