using System.Net;

namespace LoopbackOAuth.Providers;

/// <summary>Checks the part of a definition that says where its authorization server is.</summary>
internal static class AuthorizationServerValidator
{
    private const int MaximumUrlLength = 2048;

    /// <exception cref="ProviderConfigurationException">Something in it is wrong.</exception>
    public static void Validate(string provider, AuthorizationServer server, SignInFlow flow)
    {
        CheckUrl(provider, nameof(server.Issuer), server.Issuer);
        if (server.Issuer?.Contains('?') == true)
        {
            throw Invalid(provider, nameof(server.Issuer), "an issuer has no query (RFC 8414 section 2).", "Write the issuer exactly as the server publishes it, such as https://auth.example.com.");
        }

        foreach (string? pattern in server.AllowedHosts)
        {
            if (!HostPattern.IsWellFormed(pattern))
            {
                throw Invalid(provider, nameof(server.AllowedHosts), "an entry is neither a host nor a wildcard over a domain.", "Use an exact host such as auth.example.com, or *.example.com for its subdomains, without scheme, port or path.");
            }
        }

        CheckEndpoint(provider, nameof(server.AuthorizationEndpoint), server.AuthorizationEndpoint, server.AllowedHosts);
        CheckEndpoint(provider, nameof(server.TokenEndpoint), server.TokenEndpoint, server.AllowedHosts);
        CheckEndpoint(provider, nameof(server.DeviceAuthorizationEndpoint), server.DeviceAuthorizationEndpoint, server.AllowedHosts);

        if (server.Issuer is null && Missing(server, flow) is { } missing)
        {
            throw Invalid(provider, missing, "it is missing, and without an issuer it cannot be discovered.", "Give the issuer, or the authorization endpoint together with the token endpoint, or none of the three.");
        }
    }

    private static string? Missing(AuthorizationServer server, SignInFlow flow)
    {
        bool byDevice = flow is SignInFlow.DeviceCode or SignInFlow.UserCode;
        return server switch
        {
            { TokenEndpoint: null } when server.AuthorizationEndpoint is not null || server.DeviceAuthorizationEndpoint is not null => nameof(server.TokenEndpoint),
            { TokenEndpoint: not null, AuthorizationEndpoint: null } when !byDevice => nameof(server.AuthorizationEndpoint),
            { TokenEndpoint: not null, DeviceAuthorizationEndpoint: null } when byDevice => nameof(server.DeviceAuthorizationEndpoint),
            _ => null,
        };
    }

    private static void CheckEndpoint(string provider, string setting, string? text, IReadOnlyList<string> allowedHosts)
    {
        if (CheckUrl(provider, setting, text) is { } url && !HostPattern.Allows(allowedHosts, url.IdnHost))
        {
            throw Invalid(provider, setting, "its host is not among the allowed hosts.", $"Use a host that {nameof(AuthorizationServer.AllowedHosts)} names, or add this one to it.");
        }
    }

    // The text is not repeated in the message: what is wrong with it may be a password in front of the host.
    private static Uri? CheckUrl(string provider, string setting, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Problem(text, out Uri? url) is { } problem
            ? throw Invalid(provider, setting, problem, "Use an absolute https URL without a fragment and without user information; plain http is accepted for 127.0.0.1, [::1] and localhost only.")
            : url;
    }

    private static string? Problem(string text, out Uri? url)
    {
        url = null;
        if (text.Length is 0 or > MaximumUrlLength)
        {
            return $"it is empty or longer than {MaximumUrlLength} characters.";
        }

        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny("\\\"<>"))
        {
            return "it contains a space, a backslash or a character that is not visible ASCII.";
        }

        // The parser forgives one slash or three; the text that other parties compare does not.
        int authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        if (authority < 3 || authority >= text.Length || text[authority] == '/' || !Uri.TryCreate(text, UriKind.Absolute, out url) || url.Host.Length == 0)
        {
            return "it is not an absolute URL.";
        }

        if (text.Contains('#'))
        {
            return "it has a fragment (RFC 6749 section 3.1).";
        }

        if (text[authority..].Split('/', '?')[0].Contains('@'))
        {
            return "it has user information in front of the host.";
        }

        // The parser reads "loopback", "127.1" and escapes as other hosts than a browser, which gets the text, may.
        if (!text.AsSpan(authority).StartsWith(url.Host, StringComparison.OrdinalIgnoreCase))
        {
            return "its host is not in the usual form.";
        }

        return url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLoopback(url.IdnHost))
            ? null
            : "it is neither https nor http on a loopback host.";
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static ProviderConfigurationException Invalid(string provider, string setting, string problem, string remedy) =>
        new(provider, setting, problem, remedy);
}
