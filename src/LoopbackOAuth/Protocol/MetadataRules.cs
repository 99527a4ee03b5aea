using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>What metadata must satisfy before it is used.</summary>
internal static class MetadataRules
{
    /// <summary>RFC 8414 section 3.3: the issuer in the document is identical to the one asked for, or the document is not used.</summary>
    public static OAuthError? IssuerError(MetadataDocument document, string issuer, Uri location)
    {
        if (document.Issuer is null)
        {
            return MetadataErrors.Invalid($"The metadata at {location.AbsoluteUri} names no issuer.");
        }

        return string.Equals(document.Issuer, issuer, StringComparison.Ordinal) ? null : MetadataErrors.IssuerMismatch(document.Issuer, issuer);
    }

    /// <summary>Puts what is stated over what was discovered and checks the whole.</summary>
    public static ProtocolResult<AuthorizationServerMetadata> Combine(AuthorizationServer server, MetadataDocument? document)
    {
        string? authorizationEndpoint = server.AuthorizationEndpoint ?? document?.AuthorizationEndpoint;
        string? tokenEndpoint = server.TokenEndpoint ?? document?.TokenEndpoint;
        string? deviceEndpoint = server.DeviceAuthorizationEndpoint ?? document?.DeviceAuthorizationEndpoint;
        OAuthError? error = EndpointError("authorization endpoint", authorizationEndpoint, server.AllowedHosts)
            ?? EndpointError("token endpoint", tokenEndpoint, server.AllowedHosts)
            ?? (deviceEndpoint is null ? null : EndpointError("device authorization endpoint", deviceEndpoint, server.AllowedHosts))
            ?? DowngradeError(server, document)
            ?? QueryError(authorizationEndpoint!)
            ?? ChallengeMethodError(document);
        return error is not null
            ? error
            : new AuthorizationServerMetadata
            {
                Issuer = server.Issuer,
                AuthorizationEndpoint = authorizationEndpoint!,
                TokenEndpoint = tokenEndpoint!,
                DeviceAuthorizationEndpoint = deviceEndpoint,
                CodeChallengeMethodsSupported = document?.CodeChallengeMethodsSupported,
                TokenEndpointAuthMethodsSupported = document?.TokenEndpointAuthMethodsSupported,
                AuthorizationResponseIssParameterSupported = document?.AuthorizationResponseIssParameterSupported ?? false,
            };
    }

    /// <summary>The same for what a refresh and a revocation need. A revocation endpoint that must not be used counts as none: a sign-out then says so.</summary>
    public static ProtocolResult<TokenServer> CombineTokenServer(AuthorizationServer server, MetadataDocument? document)
    {
        string? tokenEndpoint = server.TokenEndpoint ?? document?.TokenEndpoint;
        string? revocationEndpoint = server.RevocationEndpoint ?? document?.RevocationEndpoint;
        OAuthError? error = EndpointError("token endpoint", tokenEndpoint, server.AllowedHosts) ?? DowngradeError(server, document);
        bool mayRevoke = revocationEndpoint is not null
            && EndpointError("revocation endpoint", revocationEndpoint, server.AllowedHosts) is null
            && !(IsHttps(server.Issuer) && IsPlain(server.RevocationEndpoint is null ? revocationEndpoint : null));
        return error is not null
            ? error
            : new TokenServer
            {
                TokenEndpoint = tokenEndpoint!,
                RevocationEndpoint = mayRevoke ? revocationEndpoint : null,
                TokenEndpointAuthMethodsSupported = document?.TokenEndpointAuthMethodsSupported,
                RevocationEndpointAuthMethodsSupported = document?.RevocationEndpointAuthMethodsSupported,
            };
    }

    private static OAuthError? EndpointError(string name, string? endpoint, IReadOnlyList<string> allowedHosts)
    {
        if (endpoint is null)
        {
            return MetadataErrors.Invalid($"The metadata names no {name}.");
        }

        if (!EndpointRule.TryParse(endpoint, out Uri? uri, out string? problem))
        {
            return MetadataErrors.Invalid($"The {name} '{MetadataErrors.Show(endpoint)}' {problem}.");
        }

        return HostPattern.Allows(allowedHosts, uri.IdnHost)
            ? null
            : MetadataErrors.Invalid($"The {name} is on {uri.IdnHost}, which is none of the hosts allowed for this provider ({string.Join(", ", allowedHosts)}).");
    }

    // A server that is reached over https has no business on this machine's own plain http services.
    private static OAuthError? DowngradeError(AuthorizationServer server, MetadataDocument? document) =>
        document is not null
        && IsHttps(server.Issuer)
        && (IsPlain(server.AuthorizationEndpoint is null ? document.AuthorizationEndpoint : null)
            || IsPlain(server.TokenEndpoint is null ? document.TokenEndpoint : null)
            || IsPlain(server.DeviceAuthorizationEndpoint is null ? document.DeviceAuthorizationEndpoint : null))
            ? MetadataErrors.Invalid("The metadata of an https issuer names an endpoint without https.")
            : null;

    private static bool IsHttps(string? issuer) => issuer?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsPlain(string? endpoint) => endpoint?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true;

    // A parameter must not come twice (RFC 6749 section 3.1), and what the sign-in sends is not the server's to preset.
    private static OAuthError? QueryError(string authorizationEndpoint)
    {
        foreach (string name in AuthorizationUrl.QueryNames(authorizationEndpoint))
        {
            if (ReservedParameters.Contains(name))
            {
                return MetadataErrors.Invalid($"The query of the authorization endpoint holds '{name}', which is the sign-in's own.");
            }
        }

        return null;
    }

    // An absent list means unknown (RFC 9700 section 2.1.1): S256 is sent all the same.
    private static OAuthError? ChallengeMethodError(MetadataDocument? document) =>
        document?.CodeChallengeMethodsSupported is { } methods && !methods.Contains(ProofKey.Method, StringComparer.Ordinal)
            ? new OAuthError
            {
                Code = ErrorCodes.PkceNotSupported,
                Description = "The authorization server lists its code challenge methods, and S256 is not among them.",
                Remedy = "Ask the operator of the server to turn on PKCE with S256; a weaker method is never used.",
            }
            : null;
}
