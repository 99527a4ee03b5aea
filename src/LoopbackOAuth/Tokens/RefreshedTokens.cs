using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>From the tokens that were refreshed and the response to what is stored next.</summary>
internal static class RefreshedTokens
{
    public static TokenSet From(TokenSet old, TokenResponse response, DateTimeOffset now) => old with
    {
        AccessToken = response.AccessToken,
        TokenType = response.TokenType,

        // RFC 6749 section 6: a new refresh token replaces the old one; without a new one the old one stays good.
        RefreshToken = response.RefreshToken ?? old.RefreshToken,

        // One that comes although there was none before has nothing to be compared with, and what was not checked is not stored.
        IdToken = old.IdToken is null ? null : response.IdToken ?? old.IdToken,

        // RFC 6749 sections 5.1 and 6: no scope in the response means the scope as before.
        Scopes = response.Scopes ?? old.Scopes,
        ObtainedAt = now,
        ExpiresAt = response.ExpiresInSeconds is { } seconds ? now.AddSeconds(seconds) : null,
        Refusal = null,
    };
}
