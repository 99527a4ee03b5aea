using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>The words for a sign-in that is there, but at another server or with another client than the provider is configured with.</summary>
internal static class OtherSignIn
{
    public static AccessTokenResult.SignInRequired Only(string provider, string account) => new(
        SignInReason.NotSignedIn,
        "no_credentials",
        $"The only sign-ins to '{TerminalText.Sanitize(provider)}' as '{TerminalText.Sanitize(account)}' are at another server or with another client than the provider is configured with.",
        "Sign in again, or name the issuer and the client of the sign-in that is meant.");
}
