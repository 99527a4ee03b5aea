using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Transports;

/// <summary>What a redirect rule, or a redirect URI fixed by somebody else, says about host, port and path.</summary>
internal sealed record LoopbackAddress(LoopbackHost Host, PortPolicy Port, string PathAndQuery)
{
    /// <summary>Whether every interface is listened on, which is unsafe; the redirect URI stays the same.</summary>
    public bool ListensAny { get; private init; }

    /// <summary>
    /// The addresses to bind: `localhost` means both families, because a browser may try either first. What a container runtime
    /// forwards may arrive over either family, whichever the browser used.
    /// </summary>
    public IReadOnlyList<IPAddress> Addresses => Host switch
    {
        _ when ListensAny => Socket.OSSupportsIPv6 ? [IPAddress.Any, IPAddress.IPv6Any] : [IPAddress.Any],
        LoopbackHost.IPv4 => [IPAddress.Loopback],
        LoopbackHost.IPv6 => [IPAddress.IPv6Loopback],
        _ => [IPAddress.Loopback, IPAddress.IPv6Loopback],
    };

    private string HostText => Host switch
    {
        LoopbackHost.IPv4 => "127.0.0.1",
        LoopbackHost.IPv6 => "[::1]",
        _ => "localhost",
    };

    /// <exception cref="CallbackTransportException">It does not lead to the loopback interface, or every interface is asked for without one fixed port.</exception>
    public static LoopbackAddress Of(CallbackSessionOptions options)
    {
        LoopbackAddress address = options.RedirectUri is { } uri
            ? OfFixed(uri)
            : new LoopbackAddress(options.Redirect.Host, options.Redirect.Port, options.Redirect.Path);
        return options.UnsafeListenAny && address.Port.Kind is not PortPolicyKind.Exact
            ? throw new CallbackTransportException(
                CallbackTransportError.NotSupported,
                "To listen on every interface needs one fixed port: the one that the container publishes.",
                "State that port, or listen on the loopback interface.")
            : address with { ListensAny = options.UnsafeListenAny };
    }

    /// <summary>The redirect URI with a port, exactly as it is sent and registered.</summary>
    public Uri ToUri(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://{HostText}:{port}{PathAndQuery}"));

    public string Describe(int port) => string.Create(CultureInfo.InvariantCulture, $"{(ListensAny ? "*" : HostText)}:{port}");

    /// <exception cref="CallbackTransportException">It does not lead to the loopback interface.</exception>
    public static LoopbackAddress OfFixed(Uri uri)
    {
        LoopbackHost? host = !uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttp || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0 || uri.Port <= 0
            ? null
            : uri.Host switch
            {
                "127.0.0.1" => LoopbackHost.IPv4,
                "[::1]" => LoopbackHost.IPv6,
                "localhost" => LoopbackHost.Localhost,
                _ => null,
            };
        return host is null
            ? throw new CallbackTransportException(
                CallbackTransportError.NotSupported,
                "The redirect URI does not lead to the loopback interface of this machine.",
                "Use http with the host 127.0.0.1, [::1] or localhost and a port, without a fragment (RFC 8252 section 7.3).")
            : new LoopbackAddress(host.Value, PortPolicy.Exact(uri.Port), uri.PathAndQuery);
    }
}
