using System.Globalization;
using System.Net;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>A port that is the same on both computers, because it is part of the redirect URI.</summary>
internal sealed record TunnelPort(LoopbackHost Host, int Number)
{
    /// <summary>Where this computer's browser looks for it. A name may lead to either family.</summary>
    public IReadOnlyList<IPAddress> Addresses => Host switch
    {
        LoopbackHost.IPv6 => [IPAddress.IPv6Loopback],
        LoopbackHost.Localhost => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ => [IPAddress.Loopback],
    };

    /// <summary>
    /// Where the sign-in listens, seen from the remote host. A listener for <c>localhost</c> has both families; as a number it
    /// does not depend on how that host resolves the name.
    /// </summary>
    public string Target => string.Create(CultureInfo.InvariantCulture, $"{(Host is LoopbackHost.IPv6 ? "[::1]" : "127.0.0.1")}:{Number}");

    /// <summary>The values of <c>-L</c> for an ssh that holds the port itself.</summary>
    public IEnumerable<string> PlainForwards => Addresses.Select(address => $"{new IPEndPoint(address, Number)}:{Target}");
}
