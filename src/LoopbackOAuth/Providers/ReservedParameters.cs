namespace LoopbackOAuth.Providers;

/// <summary>
/// The parameters of an authorization request that nobody but the sign-in sets: not a definition, not a caller, not the
/// query of an endpoint. <c>response_mode</c> is none of them, because a caller may ask for a form post.
/// </summary>
internal static class ReservedParameters
{
    // What the sign-in writes itself, what must never stand in a URL (client_secret, code_verifier), and what would
    // take the place of all the others (RFC 9101 section 5: request, request_uri).
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "client_id", "client_secret", "code_challenge", "code_challenge_method", "code_verifier", "nonce",
        "redirect_uri", "request", "request_uri", "resource", "response_type", "scope", "state",
    };

    /// <summary>Whether a name is one of them in any letter case: names have a case, but not every server minds it.</summary>
    public static bool Contains(string name) => Names.Contains(name);
}
