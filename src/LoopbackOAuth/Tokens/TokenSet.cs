using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What a sign-in brought (RFC 6749 section 5.1). Printing it shows no token.</summary>
public sealed record TokenSet
{
    /// <summary>The access token.</summary>
    public required Secret AccessToken { get; init; }

    /// <summary>The refresh token, when the server gave one.</summary>
    public Secret? RefreshToken { get; init; }

    /// <summary>The ID token, when <c>openid</c> was granted.</summary>
    public Secret? IdToken { get; init; }

    /// <summary>The token type, such as <c>Bearer</c>. Compared without regard to case (RFC 6749 section 5.1).</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>The scopes granted: the server's own list, or those asked for when it sends none (RFC 6749 section 5.1).</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When the server answered.</summary>
    public required DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When the access token expires, or <see langword="null"/> when the server did not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// The nonce of the sign-in, when an ID token came with it: one that comes with a refresh may leave it out, but not change it (OpenID Connect Core section 12.2).
    /// </summary>
    public Secret? Nonce { get; init; }

    /// <summary>The token endpoint that gave the tokens. Where no issuer is known, it is the one that refreshes them.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>
    /// Set when the refresh token is of no more use: the authorization server said so (<c>invalid_grant</c>, RFC 6749 section 5.2), or answered it with somebody else's tokens. The
    /// next caller learns that without another request. The tokens themselves stay, and the access token serves until it expires.
    /// </summary>
    public GrantRefusal? Refusal { get; init; }
}
