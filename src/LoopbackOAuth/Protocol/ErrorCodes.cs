namespace LoopbackOAuth.Protocol;

/// <summary>The codes of <see cref="OAuthError"/> that this library gives; a server's own codes pass through as they are.</summary>
internal static class ErrorCodes
{
    /// <summary>No connection, no name, no TLS, or a connection that broke.</summary>
    public const string NetworkError = "network_error";

    /// <summary>No complete answer in time.</summary>
    public const string ServerTimeout = "server_timeout";

    /// <summary>An answer beyond the bound.</summary>
    public const string ResponseTooLarge = "response_too_large";

    /// <summary>A redirect that is not followed.</summary>
    public const string RedirectRefused = "redirect_refused";

    /// <summary>An error answer that is not in the form of OAuth.</summary>
    public const string ServerErrorResponse = "server_error_response";

    /// <summary>A success answer that lacks what it must hold.</summary>
    public const string InvalidResponse = "invalid_response";

    /// <summary>Neither an issuer nor both endpoints are known.</summary>
    public const string ServerUnknown = "authorization_server_unknown";

    /// <summary>The issuer is not an issuer identifier.</summary>
    public const string IssuerInvalid = "issuer_invalid";

    /// <summary>The metadata belongs to another issuer.</summary>
    public const string IssuerMismatch = "issuer_mismatch";

    /// <summary>No metadata at any well-known address.</summary>
    public const string MetadataNotFound = "metadata_not_found";

    /// <summary>Metadata or an endpoint that must not be used.</summary>
    public const string MetadataInvalid = "metadata_invalid";

    /// <summary>The server says that it does not take S256.</summary>
    public const string PkceNotSupported = "pkce_not_supported";

    /// <summary>The client authentication needs a secret that is not there.</summary>
    public const string ClientSecretMissing = "client_secret_missing";

    /// <summary>The ID token is not for this sign-in.</summary>
    public const string IdTokenInvalid = "id_token_invalid";
}
