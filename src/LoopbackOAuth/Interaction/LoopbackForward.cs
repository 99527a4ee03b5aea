using System.Globalization;

namespace LoopbackOAuth.Interaction;

/// <summary>A port of the loopback interface that is to be reached from another computer's loopback interface, under the same number.</summary>
internal sealed record LoopbackForward
{
    private LoopbackForward(int number, bool isIPv6)
    {
        Port = number.ToString(CultureInfo.InvariantCulture);
        IsIPv6 = isIPv6;
        Ssh = isIPv6 ? $"\"[::1]:{Port}:[::1]:{Port}\"" : $"{Port}:127.0.0.1:{Port}";
    }

    /// <summary>The port, in decimal.</summary>
    public string Port { get; }

    /// <summary>Whether only <c>::1</c> answers. Many tools forward to <c>127.0.0.1</c> and to nothing else.</summary>
    public bool IsIPv6 { get; }

    /// <summary>
    /// What <c>ssh -L</c> takes. Without a bind address ssh listens on both loopback families of the user's computer. On
    /// the far side a name could resolve to a family that nothing listens on. Brackets without quotes are a pattern to zsh,
    /// which is the shell of macOS.
    /// </summary>
    public string Ssh { get; }

    /// <summary>Of a redirect URI; <see langword="null"/> when that is not <c>http</c> on a loopback host with a port (RFC 8252 section 7.3).</summary>
    public static LoopbackForward? Of(Uri redirectUri)
    {
        if (!redirectUri.IsAbsoluteUri
            || redirectUri.Scheme != Uri.UriSchemeHttp
            || redirectUri.IsDefaultPort
            || redirectUri.Port <= 0
            || redirectUri.UserInfo.Length > 0)
        {
            return null;
        }

        return redirectUri.Host switch
        {
            "127.0.0.1" or "localhost" => new LoopbackForward(redirectUri.Port, isIPv6: false),
            "[::1]" => new LoopbackForward(redirectUri.Port, isIPv6: true),
            _ => null,
        };
    }
}
