using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>From a token response to what is stored, with absolute times.</summary>
internal static class IssuedTokens
{
    public static TokenSet From(TokenResponse response, IReadOnlyList<string> requestedScopes, DateTimeOffset now, Secret? nonce) => new()
    {
        AccessToken = response.AccessToken,
        RefreshToken = response.RefreshToken,

        // One that nobody asked for was not checked, and what was not checked is not stored.
        IdToken = nonce is null ? null : response.IdToken,
        Nonce = response.IdToken is null ? null : nonce,
        TokenType = response.TokenType,

        // RFC 6749 section 5.1: no scope in the response means the scope that was asked for.
        Scopes = response.Scopes ?? requestedScopes,
        ObtainedAt = now,
        ExpiresAt = RefreshTiming.ExpiryOf(response.ExpiresInSeconds, now),
    };
}
