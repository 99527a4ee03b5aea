using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LoopbackOAuth.Providers;

/// <summary>
/// Which URLs may be an issuer or an endpoint, whether they are stated or discovered: absolute https, or http on the
/// loopback interface, and nothing that two parsers could read in two ways.
/// </summary>
internal static class EndpointRule
{
    private const int MaximumLength = 2048;

    /// <summary>Parses a URL that may be used.</summary>
    /// <param name="text">The text as received.</param>
    /// <param name="url">The URL, when it may be used.</param>
    /// <param name="problem">What is wrong, otherwise: the end of a sentence that begins with the URL's name. It repeats nothing of the text, which may hold a password.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        problem = Shape(text) ?? Problem(text, out url);
        url = problem is null ? url : null;
        return url is not null;
    }

    /// <summary>Whether a request may go there: https, or http on the loopback interface.</summary>
    public static bool IsSecure(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLoopback(url));

    private static string? Shape(string text)
    {
        if (text.Length is 0 or > MaximumLength)
        {
            return $"is empty or longer than {MaximumLength} characters";
        }

        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny("\\\"<>"))
        {
            return "holds a character that no URL may";
        }

        return text.Contains('#') ? "holds a fragment, which no endpoint may (RFC 6749 section 3.1)" : null;
    }

    private static string? Problem(string text, out Uri? url)
    {
        // The parser forgives one slash or three; the text that other parties compare does not.
        if (!Uri.TryCreate(text, UriKind.Absolute, out url)
            || text.IndexOf("://", StringComparison.Ordinal) != url.Scheme.Length
            || url.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return "is not an absolute URL";
        }

        ReadOnlySpan<char> authority = text.AsSpan(url.Scheme.Length + "://".Length);
        int end = authority.IndexOfAny('/', '?');
        authority = end < 0 ? authority : authority[..end];
        if (authority.Contains('@'))
        {
            return "holds a user name, which no endpoint may";
        }

        // The parser reads "loopback", "127.1" and escapes as other hosts than a browser, which gets the text, may.
        bool isAsWritten = authority.StartsWith(url.Host, StringComparison.OrdinalIgnoreCase)
            && (authority.Length == url.Host.Length || authority[url.Host.Length] == ':');
        if (!isAsWritten)
        {
            return "has a host that is not in the usual form";
        }

        return IsSecure(url) ? null : "is neither https nor http on the loopback interface";
    }

    private static bool IsLoopback(Uri url) => url.HostNameType switch
    {
        UriHostNameType.IPv4 => url.Host.StartsWith("127.", StringComparison.Ordinal),
        UriHostNameType.IPv6 => IPAddress.TryParse(url.Host, out IPAddress? address) && address.Equals(IPAddress.IPv6Loopback),
        _ => url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase),
    };
}
