namespace LoopbackOAuth.Tool.Relay;

/// <summary>Which parameters an authorization request may have, how often, and which say more than the user is shown.</summary>
internal static class RelayParameters
{
    private static readonly string[] s_secrets = ["client_secret", "client_assertion", "code_verifier", "access_token", "refresh_token", "password"];

    private static readonly string[] s_single =
        ["response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"];

    private static readonly string[] s_hiding = ["request", "request_uri", "authorization_details"];

    // They choose the account, the page and its words, or bind the answer closer; none asks for more rights.
    private static readonly string[] s_harmless =
    [
        "nonce", "prompt", "display", "ui_locales", "claims_locales", "max_age", "login_hint", "domain_hint", "hd", "id_token_hint", "acr_values",
        "access_type", "dpop_jkt", "code", "plan", "referrer", "show_dialog",
    ];

    public static bool HoldSecret(QueryReader query) => Array.Exists(s_secrets, query.Has);

    public static bool Repeat(QueryReader query) => Array.Exists(s_single, query.Repeats);

    /// <summary>Whether a name is one of the protocol to some servers only: to those that do not heed case, or that mend names.</summary>
    public static bool AreMisspelt(QueryReader query) =>
        query.Names.Any(static name => ((string[])[.. s_single, .. s_secrets, .. s_hiding]).Any(known => known != name && known.Equals(Mend(name), StringComparison.OrdinalIgnoreCase)));

    /// <summary>The names of those that may ask for more.</summary>
    public static IReadOnlyList<string> Others(QueryReader query) => [.. query.Names.Except([.. s_single, .. s_harmless], StringComparer.Ordinal)];

    // As PHP makes a variable of it.
    private static string Mend(string name)
    {
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        return (bracket < 0 ? name : name[..bracket]).Trim().Replace('.', '_').Replace(' ', '_');
    }
}
