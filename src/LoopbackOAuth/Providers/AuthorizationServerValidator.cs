namespace LoopbackOAuth.Providers;

/// <summary>Checks the part of a definition that says where its authorization server is.</summary>
internal static class AuthorizationServerValidator
{
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
        CheckEndpoint(provider, nameof(server.RevocationEndpoint), server.RevocationEndpoint, server.AllowedHosts);

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

        return EndpointRule.TryParse(text, out Uri? url, out string? problem)
            ? url
            : throw Invalid(provider, setting, $"it {problem}.", "Use an absolute https URL without a fragment and without user information; plain http is accepted for 127.0.0.1, [::1] and localhost only.");
    }

    private static ProviderConfigurationException Invalid(string provider, string setting, string problem, string remedy) =>
        new(provider, setting, problem, remedy);
}
