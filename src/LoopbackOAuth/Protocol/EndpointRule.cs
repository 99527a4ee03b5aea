using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LoopbackOAuth.Protocol;

/// <summary>Which URLs may be an endpoint: absolute https, or http on the loopback interface, and nothing that two parsers could read in two ways.</summary>
internal static class EndpointRule
{
    private const int MaxLength = 4096;

    /// <summary>Parses a URL that may be used.</summary>
    /// <param name="text">The text as received.</param>
    /// <param name="uri">The URL, when it may be used.</param>
    /// <param name="problem">What is wrong, otherwise: the end of a sentence that begins with the URL's name.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? problem)
    {
        uri = null;
        problem = Shape(text) ?? Problem(text, out uri);
        uri = problem is null ? uri : null;
        return uri is not null;
    }

    /// <summary>Whether a request may go there: https, or http on the loopback interface.</summary>
    public static bool IsSecure(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri));

    /// <summary>Whether a host is among the allowed ones. An empty list allows every host.</summary>
    /// <param name="uri">The URL.</param>
    /// <param name="allowedHosts">Exact names, or <c>*.example.com</c> for the subdomains of a name.</param>
    public static bool IsAllowedHost(Uri uri, IReadOnlyList<string> allowedHosts)
    {
        if (allowedHosts.Count == 0)
        {
            return true;
        }

        foreach (string allowed in allowedHosts)
        {
            bool matches = allowed.StartsWith("*.", StringComparison.Ordinal)
                ? uri.Host.Length >= allowed.Length && uri.Host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
                : uri.Host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Problem(string text, out Uri? uri)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return "is not an absolute URL";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "holds a user name, which no endpoint may";
        }

        return IsSecure(uri) ? null : "uses http on a host that is not the loopback interface";
    }

    private static bool IsLoopback(Uri uri) => uri.HostNameType switch
    {
        UriHostNameType.IPv4 => uri.Host.StartsWith("127.", StringComparison.Ordinal),
        UriHostNameType.IPv6 => IPAddress.TryParse(uri.Host, out IPAddress? address) && address.Equals(IPAddress.IPv6Loopback),
        _ => uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase),
    };

    private static string? Shape(string text)
    {
        if (text.Length > MaxLength)
        {
            return $"is longer than {MaxLength} characters";
        }

        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return "is not an absolute https URL";
        }

        foreach (char character in text)
        {
            if (character is <= ' ' or > '~' or '\\' or '"' or '<' or '>')
            {
                return "holds a character that no URL may";
            }
        }

        return text.Contains('#', StringComparison.Ordinal) ? "holds a fragment, which no endpoint may" : null;
    }
}
