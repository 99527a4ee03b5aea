namespace LoopbackOAuth.Providers;

/// <summary>
/// Where an authorization server is. Either an issuer, from which the rest is discovered (RFC 8414), or an
/// authorization endpoint and a token endpoint, or both; what is stated here wins over what is discovered.
/// </summary>
/// <remarks>Values are kept as the texts received, because an issuer is compared without normalization (RFC 8414 section 3.3, RFC 9207 section 2.4).</remarks>
public sealed record AuthorizationServer
{
    /// <summary>The issuer identifier, such as <c>https://auth.example.com</c>.</summary>
    public string? Issuer { get; init; }

    /// <summary>The authorization endpoint (RFC 6749 section 3.1). A query in it is kept.</summary>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>The token endpoint (RFC 6749 section 3.2).</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>The device authorization endpoint (RFC 8628 section 3.1).</summary>
    public string? DeviceAuthorizationEndpoint { get; init; }

    /// <summary>The revocation endpoint (RFC 7009 section 2).</summary>
    public string? RevocationEndpoint { get; init; }

    /// <summary>
    /// Hosts that endpoints may live on: an exact name, or <c>*.example.com</c> for its subdomains. Empty means any.
    /// It protects a token request from a poisoned metadata document.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Whether neither the issuer nor any endpoint is stated, so that the caller must say which server is meant (an MCP
    /// server, for example). <see cref="AllowedHosts"/> alone name no server.
    /// </summary>
    public bool IsEmpty => Issuer is null && AuthorizationEndpoint is null && TokenEndpoint is null && DeviceAuthorizationEndpoint is null;
}
