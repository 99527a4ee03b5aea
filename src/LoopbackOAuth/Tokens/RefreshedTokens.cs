using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>From the tokens that were refreshed and the response to what is stored next.</summary>
internal static class RefreshedTokens
{
    /// <param name="old">The tokens that were refreshed.</param>
    /// <param name="response">What that brought.</param>
    /// <param name="now">The time.</param>
    /// <param name="keepsIdToken">Whether the old ID token stays although a new one came.</param>
    public static TokenSet From(TokenSet old, TokenResponse response, DateTimeOffset now, bool keepsIdToken = false) => old with
    {
        AccessToken = response.AccessToken,
        TokenType = response.TokenType,

        // RFC 6749 section 6: a new refresh token replaces the old one; without a new one the old one stays good.
        RefreshToken = response.RefreshToken ?? old.RefreshToken,

        // One that comes although there was none before has nothing to be compared with, and what was not checked is not stored.
        IdToken = old.IdToken is null || keepsIdToken ? old.IdToken : response.IdToken ?? old.IdToken,

        // The new ID token may hold no nonce, and the one of the sign-in still binds those that come later.
        Nonce = old.Nonce ?? (old.IdToken is null ? null : IdTokenCheck.NonceOf(old.IdToken)),

        // RFC 6749 sections 5.1 and 6: no scope in the response means the scope as before.
        Scopes = response.Scopes ?? old.Scopes,
        ObtainedAt = now,
        ExpiresAt = RefreshTiming.ExpiryOf(response.ExpiresInSeconds, now),
        Refusal = null,
    };
}
