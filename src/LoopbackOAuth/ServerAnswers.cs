using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

/// <summary>From what an authorization server answered to an outcome. Its own words are kept beside ours, never inside them.</summary>
internal static class ServerAnswers
{
    private const int LongestText = 4096;

    public static AuthorizationOutcome Discovery(OAuthError error) => IsOurRefusal(error)
        ? new AuthorizationOutcome.Rejected(error.Code, error.Description ?? "The authorization server's metadata cannot be used.", error.Remedy ?? "Check the issuer.", error)
        : new AuthorizationOutcome.ExchangeFailed(error.Code, error.Description ?? "The authorization server's metadata could not be read.", error.Remedy ?? "Check the issuer and the network.", error);

    public static AuthorizationOutcome RepeatedParameter(string name) => new AuthorizationOutcome.Rejected(
        "metadata_invalid",
        $"The query of the authorization endpoint holds '{TerminalText.Sanitize(name, 40)}', which the sign-in sends too.",
        "Leave the parameter out of the request, or report it to the operator of the server.");

    public static AuthorizationOutcome Exchange(OAuthError error) => new AuthorizationOutcome.ExchangeFailed(
        error.Code,
        "The authorization server gave no tokens for the code.",
        error.Remedy ?? "Start the sign-in again; if it fails the same way, check the client's registration.",
        error);

    public static AuthorizationOutcome IdToken(OAuthError error) => new AuthorizationOutcome.Rejected(
        error.Code,
        error.Description ?? "The ID token is not the one this sign-in asked for.",
        error.Remedy ?? "Start the sign-in again; nothing was stored.",
        error);

    public static AuthorizationOutcome Contradiction(AuthorizationResponse response, SecretScrubber scrubber) => new AuthorizationOutcome.Rejected(
        "invalid_response",
        "The authorization server sent a code and an error at once.",
        "Start the sign-in again; if it happens again, the server is at fault.",
        ErrorOf(response, scrubber));

    /// <summary>The server's error response (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6).</summary>
    /// <param name="response">The response.</param>
    /// <param name="scrubber">Knows the secrets of the request, which some servers repeat in what they say about it.</param>
    public static AuthorizationOutcome Refusal(AuthorizationResponse response, SecretScrubber scrubber)
    {
        OAuthError error = ErrorOf(response, scrubber);
        return error.Code switch
        {
            "access_denied" => new AuthorizationOutcome.Denied(error, "Start the sign-in again and allow the access, or sign in with another account."),
            "invalid_scope" => Rejected(error, "Ask for scopes that the server offers and the client is registered for."),
            "unauthorized_client" => Rejected(error, "Check that the client is registered for the authorization code flow."),
            "temporarily_unavailable" or "server_error" => Rejected(error, "The server has a problem of its own: try again later."),
            "login_required" or "consent_required" or "interaction_required" or "account_selection_required" => Rejected(error, "Sign in at the provider in the browser first, then start again."),
            "invalid_target" => Rejected(error, "Check the resource: the server does not know it, or does not let this client use it (RFC 8707)."),
            _ => Rejected(error, "Check the client's registration: its id, its redirect URI and its scopes."),
        };
    }

    private static AuthorizationOutcome.Rejected Rejected(OAuthError error, string remedy) =>
        new(error.Code, "The authorization server refused the request.", remedy, error);

    private static OAuthError ErrorOf(AuthorizationResponse response, SecretScrubber scrubber) => new()
    {
        Code = scrubber.Scrub(response.Error!, LongestText),
        Description = response.ErrorDescription is { } description ? scrubber.Scrub(description, LongestText) : null,
        Uri = response.ErrorUri is { } uri ? scrubber.Scrub(uri, LongestText) : null,
    };

    private static bool IsOurRefusal(OAuthError error) => error.Code is "issuer_mismatch" or "issuer_invalid" or "metadata_invalid" or "pkce_not_supported";
}
