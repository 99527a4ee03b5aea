using System.Net;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class NearbyPeerTests
{
    private static readonly (IPAddress, int)[] s_networks =
    [
        (IPAddress.Parse("203.0.113.9"), 28),
        (IPAddress.Parse("198.51.100.2"), 32),
        (IPAddress.Parse("2001:db8:1::9"), 64),
        (IPAddress.Parse("172.17.0.2"), 16),
    ];

    [Theory]
    [InlineData("172.17.0.1", "172.17.0.2")] // Docker's gateway
    [InlineData("192.168.65.1", "172.17.0.2")] // the gateway of Docker Desktop
    [InlineData("10.0.2.100", "10.0.2.100")] // rootless Podman
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("100.64.0.1", "172.17.0.2")]
    [InlineData("169.254.1.1", "172.17.0.2")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.1", "203.0.113.9")]
    [InlineData("203.0.113.14", "203.0.113.9")]
    [InlineData("::1", "::1")]
    [InlineData("fd00::1", "fd00::2")]
    [InlineData("fe80::1", "fe80::2")]
    [InlineData("2001:db8:1::1", "2001:db8:1::9")]
    public void What_a_container_runtime_forwards_is_served(string peer, string here) => Assert.True(IsNear(peer, here));

    [Theory]
    [InlineData("203.0.113.16", "203.0.113.9")]
    [InlineData("203.0.113.1", "198.51.100.2")]
    [InlineData("198.51.100.3", "198.51.100.2")]
    [InlineData("8.8.8.8", "172.17.0.2")]
    [InlineData("172.32.0.1", "172.17.0.2")]
    [InlineData("100.128.0.1", "172.17.0.2")]
    [InlineData("2001:db8:2::1", "2001:db8:1::9")]
    [InlineData("2001:db8:1::1", "203.0.113.9")]
    [InlineData("::2", "2001:db8:1::9")]
    public void A_stranger_is_not(string peer, string here) => Assert.False(IsNear(peer, here));

    private static bool IsNear(string peer, string here) => NearbyPeer.IsNear(IPAddress.Parse(peer), IPAddress.Parse(here), () => s_networks);
}
