using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>A successful token response (RFC 6749 section 5.1). Printing it shows no token.</summary>
internal sealed record TokenResponse
{
    public required Secret AccessToken { get; init; }

    public Secret? RefreshToken { get; init; }

    /// <summary>The ID token, not yet checked.</summary>
    public Secret? IdToken { get; init; }

    /// <summary>Whether there was an ID token that cannot be one. Only of a refresh, where the other tokens are good all the same.</summary>
    public bool IsIdTokenMalformed { get; init; }

    /// <summary>The token type as sent; <c>Bearer</c> when the server sends none.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>The lifetime in seconds, 0 to 100 years, or <see langword="null"/> when the server sends none that makes sense.</summary>
    public long? ExpiresInSeconds { get; init; }

    /// <summary>The scopes granted, or <see langword="null"/> when the server sends none: then they are those asked for.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}
