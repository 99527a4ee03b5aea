using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Tells who may talk to a listener on every interface: what a container runtime forwards comes from an address of its own, in a
/// private range or in the container's own network. It keeps the rest of the internet out, not the neighbours.
/// </summary>
internal static class NearbyPeer
{
    private static readonly IPNetwork[] s_private =
    [
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    // Asked for once: strangers must not make the accept loop list the interfaces again and again. A network that comes later
    // than the first stranger is then not known; the private ranges, which containers use, do not depend on it.
    private static readonly Lazy<(IPAddress Address, int PrefixLength)[]> s_networksHere = new(static () =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => (unicast.Address, unicast.PrefixLength))], LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Whether an accepted connection is served.</summary>
    public static bool IsAtOtherEndOf(Socket connection)
    {
        try
        {
            return connection is { RemoteEndPoint: IPEndPoint remote, LocalEndPoint: IPEndPoint local } && IsNear(remote.Address, local.Address, NetworksHere);
        }
#pragma warning disable CA1031 // Whatever keeps the question from being answered, a peer that nothing is known of is not served, and the listener goes on.
        catch (Exception)
#pragma warning restore CA1031
        {
            // It is gone already, or nothing is known about the networks here.
            return false;
        }
    }

    /// <param name="peer">Where the connection comes from.</param>
    /// <param name="here">The address it came to.</param>
    /// <param name="networks">The addresses of this machine with the networks they are in; asked for only when it matters.</param>
    public static bool IsNear(IPAddress peer, IPAddress here, Func<IEnumerable<(IPAddress Address, int PrefixLength)>> networks) =>
        peer.Equals(here)
        || Array.Exists(s_private, range => range.Contains(peer))
        || networks().Any(network => network.Address.Equals(here) && IsInNetworkOf(network.Address, network.PrefixLength, peer));

    private static bool IsInNetworkOf(IPAddress address, int prefixLength, IPAddress peer)
    {
        if (address.AddressFamily != peer.AddressFamily)
        {
            return false;
        }

        ReadOnlySpan<byte> here = address.GetAddressBytes();
        ReadOnlySpan<byte> there = peer.GetAddressBytes();
        int whole = prefixLength / 8;
        int rest = prefixLength % 8;
        return prefixLength > 0
            && here[..whole].SequenceEqual(there[..whole])
            && (rest == 0 || (here[whole] ^ there[whole]) >> (8 - rest) == 0);
    }

    private static IEnumerable<(IPAddress Address, int PrefixLength)> NetworksHere() => s_networksHere.Value;
}
