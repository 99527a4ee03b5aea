using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>What an error of a refresh means for the grant. When in doubt it is not the grant's end: a sign-in is the dearest answer.</summary>
internal static class RefreshVerdicts
{
    /// <summary>Whether the refresh token is of no more use: <c>invalid_grant</c> (RFC 6749 section 5.2), or a code that some servers have for the same.</summary>
    public static bool IsDead(OAuthError error) =>
        !IsTemporary(error)
        && error.Code is "invalid_grant" or "invalid_refresh_token" or "refresh_token_expired" or "refresh_token_reused" or "refresh_token_invalidated";

    /// <summary>Whether a later try may succeed with nothing changed. The status wins over the code: a server in trouble may say anything.</summary>
    public static bool IsTemporary(OAuthError error) =>
        error.StatusCode is 408 or 425 or 429 or >= 500
        || error.Code is "temporarily_unavailable" or "server_error" or "slow_down"
        || (error.StatusCode is null && error.Code is ErrorCodes.NetworkError or ErrorCodes.ServerTimeout);

    /// <summary>Whether to try again within the same call. After a timeout it was a long time already, and the server may have done its part.</summary>
    public static bool IsWorthAnotherTry(OAuthError error) => IsTemporary(error) && error.Code != ErrorCodes.ServerTimeout;
}
