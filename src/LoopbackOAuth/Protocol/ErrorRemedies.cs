namespace LoopbackOAuth.Protocol;

/// <summary>What a user can do about an error of an authorization server, in one sentence.</summary>
internal static class ErrorRemedies
{
    /// <summary>The remedy for an error code of RFC 6749, RFC 8707 or OpenID Connect.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="description">The server's description; it is looked at and not repeated.</param>
    /// <param name="redirectUri">The redirect URI that was sent.</param>
    /// <returns>The remedy, or <see langword="null"/> when there is none to tell.</returns>
    public static string? For(string code, string? description, string redirectUri)
    {
        if (code is "redirect_uri_mismatch" or "invalid_redirect_uri" || MentionsRedirect(description))
        {
            return $"Register exactly this redirect URI with the provider: {redirectUri}";
        }

        return code switch
        {
            "invalid_grant" => "The authorization code is used up, expired, or was given to another client: start the sign-in again.",
            "invalid_client" => "Check the client id, the client secret and the client authentication method.",
            "unauthorized_client" => "Allow the authorization code grant for this client in its registration.",
            "unsupported_grant_type" => "Check that the token endpoint is the right one and that the server offers the authorization code grant.",
            "unsupported_response_type" => "Check that the authorization endpoint is the right one and that the server offers the authorization code grant.",
            "invalid_scope" => "Ask only for scopes that the provider knows and that this client may have.",
            "invalid_target" => "Check the resource, or leave it out when the provider does not know resource indicators.",
            "invalid_request" when MentionsResource(description) => "Leave the resource out: the provider does not take resource indicators.",
            "invalid_request" => "Check the client id, the redirect URI and the extra parameters against the provider's documentation.",
            "access_denied" => "Start the sign-in again and allow the access; if it is refused again, ask the provider's administrator.",
            "server_error" or "temporarily_unavailable" => "Try again later.",
            _ => null,
        };
    }

    /// <summary>The remedy for an error of a refresh (RFC 6749 section 6).</summary>
    public static string? ForRefresh(string code, string? description) => code switch
    {
        "invalid_grant" => "Sign in again.",
        "invalid_client" => "Check the client id and the client authentication method; a refresh takes the client secret from the provider's configuration.",
        "unauthorized_client" => "Allow the refresh token grant for this client in its registration.",
        "unsupported_grant_type" => "Check that the token endpoint is the right one and that the server offers the refresh token grant.",
        "access_denied" => "Ask the provider whether this account may use this client.",
        "invalid_request" when MentionsResource(description) => "Sign in again without a resource: the provider does not take resource indicators.",
        "invalid_request" => "Check the client id, the client secret and the client authentication method.",
        "invalid_scope" or "invalid_target" or "server_error" or "temporarily_unavailable" => For(code, description: null, redirectUri: ""),
        _ => null,
    };

    /// <summary>The remedy for an error of a revocation (RFC 7009 section 2.2.1).</summary>
    public static string? ForRevocation(string code, string? description) => code switch
    {
        "unsupported_token_type" => "Nothing can be done: the server does not revoke tokens of this kind; they end by themselves.",
        "invalid_client" or "temporarily_unavailable" or "server_error" => For(code, description: null, redirectUri: ""),
        _ => null,
    };

    /// <summary>The remedy when the HTTP status is all there is.</summary>
    public static string ForStatus(int statusCode) => statusCode switch
    {
        401 or 403 => "Check the client id, the client secret and whether a proxy or firewall stands before the server.",
        404 or 405 => "Check the token endpoint.",
        408 or 429 or >= 500 => "Try again later; the server, or what stands before it, is in trouble.",
        _ => "Check the token endpoint and the client's registration.",
    };

    private static bool MentionsRedirect(string? description) =>
        description is not null
        && (description.Contains("redirect_uri", StringComparison.OrdinalIgnoreCase)
            || description.Contains("redirect uri", StringComparison.OrdinalIgnoreCase)
            || description.Contains("redirect url", StringComparison.OrdinalIgnoreCase));

    // Entra ID's codes for a resource it does not take beside a scope.
    private static bool MentionsResource(string? description) =>
        description is not null
        && (description.Contains("AADSTS901002", StringComparison.Ordinal) || description.Contains("AADSTS9010010", StringComparison.Ordinal));
}
