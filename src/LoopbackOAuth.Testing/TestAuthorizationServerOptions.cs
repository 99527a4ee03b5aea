namespace LoopbackOAuth.Testing;

/// <summary>What a <see cref="TestAuthorizationServer"/> accepts and issues.</summary>
public sealed record TestAuthorizationServerOptions
{
    /// <summary>The issuer identifier, which may have a path. A hosted server keeps the path only.</summary>
    /// <value>The default is <c>https://auth.example.test</c>.</value>
    public string Issuer { get; init; } = "https://auth.example.test";

    /// <summary>The registered clients.</summary>
    /// <value>The default is none: every client id is a public client with every loopback redirect URI (<c>http</c>, any loopback host, port and path).</value>
    public IReadOnlyList<TestClient> Clients { get; init; } = [];

    /// <summary>How long an access token and an ID token live. At least one second.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an authorization code lives.</summary>
    /// <value>The default is one minute; RFC 6749 section 4.1.2 recommends at most ten.</value>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether responses carry <c>iss</c> and the metadata says so (RFC 9207).</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool SendIss { get; init; } = true;

    /// <summary>Whether a refresh token is issued.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IssueRefreshToken { get; init; } = true;

    /// <summary>Whether a refresh brings a new refresh token, and the second use of an old one revokes the whole grant (RFC 9700 section 4.14.2).</summary>
    /// <value>The default is <see langword="true"/>. Otherwise the first refresh token stays good and no response to a refresh holds one.</value>
    public bool RotateRefreshTokens { get; init; } = true;

    /// <summary>Whether there is a revocation endpoint, and the metadata names it (RFC 7009).</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool OfferRevocation { get; init; } = true;

    /// <summary>Whether an ID token is issued when the scope has <c>openid</c>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IssueIdToken { get; init; } = true;

    /// <summary>Whether the user is taken to have agreed already. Otherwise a page asks.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AutoConsent { get; init; } = true;

    /// <summary>Whether a request without PKCE is refused. The method is S256 in any case (RFC 7636 section 4.2).</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool RequirePkce { get; init; } = true;

    /// <summary>The clock.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The subject of the ID token.</summary>
    /// <value>The default is <c>user-1</c>.</value>
    public string Subject { get; init; } = "user-1";

    /// <summary>The user's address in the ID token, when the scope has <c>email</c>.</summary>
    /// <value>The default is <c>ada@example.test</c>.</value>
    public string SubjectEmail { get; init; } = "ada@example.test";
}
