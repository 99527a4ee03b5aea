using System.Globalization;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>The words of every result that is no token. The server's own are kept beside them.</summary>
internal static class RefreshEndings
{
    private const string SignInAgain = "Sign in again.";

    public static AccessTokenResult.SignInRequired NotSignedIn(string provider, string account) => new(
        SignInReason.NotSignedIn,
        "no_credentials",
        $"Nobody is signed in to '{TerminalText.Sanitize(provider)}' as '{TerminalText.Sanitize(account)}'.",
        "Sign in first.");

    public static AccessTokenResult.SignInRequired NoRefreshToken(bool wasRefused) => new(
        SignInReason.NoRefreshToken,
        wasRefused ? "token_refused" : "token_expired",
        wasRefused
            ? "The access token was refused, and there is no refresh token to get another one with."
            : "The access token has expired, and there is no refresh token to get another one with.",
        "Sign in again; many servers give a refresh token only when the scope offline_access is asked for.");

    /// <summary>What a stored refusal was about.</summary>
    public static OAuthError ErrorOf(GrantRefusal refusal) => new()
    {
        Code = refusal.Code,
        Description = refusal.Description,
        Remedy = SignInAgain,
    };

    public static AccessTokenResult.SignInRequired Refused(OAuthError error) => new(
        SignInReason.GrantRefused,
        error.Code,
        error.Code == ErrorCodes.IdTokenInvalid
            ? "The authorization server answered the last refresh with the tokens of another user, client or sign-in. They were not used, and the refresh token is used up."
            : "The authorization server does not accept the refresh token any more: it has expired, was withdrawn, or was used twice.",
        SignInAgain,
        error);

    public static AccessTokenResult.Failed Ambiguous(TokenQuery query, int count) => new(
        AccessTokenFailure.Ambiguous,
        "ambiguous_account",
        string.Create(CultureInfo.InvariantCulture, $"There are {count} sign-ins to '{TerminalText.Sanitize(query.Provider)}' as '{TerminalText.Sanitize(query.Account)}': they differ in issuer, client or resource."),
        "Name the issuer, the client or the resource, or sign in with a label of its own for each account.");

    public static AccessTokenResult.TemporarilyUnavailable LockTimeout() => new(
        "entry_locked",
        "Another process has been refreshing the same tokens for a long time.",
        "Try again; if it stays, look for a process that hangs.");

    public static AccessTokenResult.TemporarilyUnavailable Superseded(OAuthError? error = null) => new(
        "entry_replaced",
        "The stored tokens were replaced while they were being refreshed.",
        "Try again.",
        retryAfter: null,
        error);

    /// <summary>For those who waited when the authorizer was disposed.</summary>
    public static AccessTokenResult.TemporarilyUnavailable Closed() => new(
        "disposed",
        "The authorizer was disposed before it sent a request.",
        "Ask again with one that is not disposed.");

    public static AccessTokenResult.Failed Broken(Exception exception) => new(
        AccessTokenFailure.Other,
        "refresh_failed",
        $"The refresh failed inside this process ({exception.GetType().Name}).",
        "Mend the part of the authorizer that was replaced, if one was, or report it; the exception is not passed on, because its text could hold a token.");

    /// <summary>For an ID token that is not kept although all else is.</summary>
    public static AccessTokenWarning IdTokenKept(OAuthError error) => new(
        error.Code,
        $"The ID token that came with the refresh was not taken, and the one before was kept: {TerminalText.Sanitize(error.Description!, 300)}",
        "Check the clock of this machine; if it is right, report it to the operator of the server.",
        error);

    public static AccessTokenWarning NeverGood() => new(
        "token_expired_at_issue",
        "The authorization server says that the access token had expired when it gave it. It is given all the same, and not refreshed again for a minute.",
        "Report it to the operator of the server: expires_in must be greater than zero.");

    public static AccessTokenResult.Failed Store(TokenStoreException exception) => new(AccessTokenFailure.Store, exception.Code, exception.Message, exception.Remedy);

    /// <summary>For tokens that could not be stored.</summary>
    public static AccessTokenWarning NotStored(TokenStoreException exception) => new(
        exception.Code,
        $"The tokens were refreshed but could not be stored, and the stored ones are used up: {exception.Message}",
        $"{exception.Remedy} Until it is stored, the sign-in is lost when this process ends.");

    public static AccessTokenWarning Warning(TokenStoreException exception) => new(exception.Code, exception.Message, exception.Remedy);

    public static AccessTokenResult.TemporarilyUnavailable Temporary(OAuthError error, TimeSpan? retryAfter) => new(error.Code, Cause(error), Remedy(error), retryAfter, error);

    public static AccessTokenResult.Failed Failed(OAuthError error) => new(Reason(error), error.Code, Cause(error), Remedy(error), error);

    private static AccessTokenFailure Reason(OAuthError error) => error switch
    {
        { Code: "invalid_client" or "unauthorized_client" or ErrorCodes.ClientSecretMissing } => AccessTokenFailure.ClientRefused,
        { StatusCode: 403 } => AccessTokenFailure.AccountRefused,
        {
            Code: ErrorCodes.InvalidResponse or ErrorCodes.ServerErrorResponse or ErrorCodes.ResponseTooLarge or ErrorCodes.RedirectRefused or ErrorCodes.MetadataInvalid
                or ErrorCodes.MetadataNotFound or ErrorCodes.IssuerMismatch or ErrorCodes.IssuerInvalid
        } => AccessTokenFailure.InvalidResponse,
        _ => AccessTokenFailure.Other,
    };

    // What this library found is said in its own words; what the server found stays beside ours.
    private static string Cause(OAuthError error) => error switch
    {
        { StatusCode: 429 } => "The authorization server has had too many requests (HTTP 429).",
        { StatusCode: >= 500 } => string.Create(CultureInfo.InvariantCulture, $"The authorization server is in trouble (HTTP {error.StatusCode})."),
        { StatusCode: 403 } => "The authorization server refuses this account or this client (HTTP 403).",
        { Code: "invalid_client" or "unauthorized_client" } => "The authorization server does not accept the client.",
        { Description: { } found } when IsOwnFinding(error) => TerminalText.Sanitize(found, 300),
        _ => "The authorization server did not refresh the tokens.",
    };

    private static bool IsOwnFinding(OAuthError error) =>
        error.StatusCode is null
        || error.Code is ErrorCodes.MetadataNotFound or ErrorCodes.MetadataInvalid or ErrorCodes.InvalidResponse or ErrorCodes.RedirectRefused
            or ErrorCodes.ResponseTooLarge or ErrorCodes.ServerErrorResponse;

    private static string Remedy(OAuthError error) => error switch
    {
        { StatusCode: 429 or >= 500 } => "Try again later.",
        { StatusCode: 403, Remedy: null } => "Ask the provider whether this account and its plan may use this client; signing in again does not change it.",
        _ => error.Remedy ?? "Check the client's registration.",
    };
}
