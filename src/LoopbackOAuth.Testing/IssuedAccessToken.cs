using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Testing;

/// <summary>An access token that a <see cref="TestAuthorizationServer"/> issued. Printing it does not show the token.</summary>
public sealed record IssuedAccessToken
{
    /// <summary>The token.</summary>
    public required Secret Token { get; init; }

    /// <summary>The client it was issued to.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes granted.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The resource indicators asked for (RFC 8707).</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it was revoked when the list was read, because its code or refresh token was used twice.</summary>
    public bool IsRevoked { get; init; }
}
