using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Providers;

/// <summary>Everything the sign-in needs to know about one provider, as data.</summary>
/// <remarks>A client id of another vendor's own app is never part of a definition that ships with this library: the caller brings one.</remarks>
public sealed record ProviderDefinition
{
    /// <summary>The id that users type, such as <c>xai-oauth</c>: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>The name that users read.</summary>
    /// <value>The default is <see cref="Id"/>.</value>
    public string DisplayName { get => field ?? Id; init; }

    /// <summary>Other ids that mean the same provider.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How the provider hands over the result.</summary>
    /// <value>The default is <see cref="SignInFlow.Loopback"/>.</value>
    public SignInFlow Flow { get; init; } = SignInFlow.Loopback;

    /// <summary>Where its authorization server is.</summary>
    public AuthorizationServer Server { get; init; } = new();

    /// <summary>What it accepts as a redirect URI.</summary>
    public RedirectRule Redirect { get; init; } = new();

    /// <summary>The client id, when the definition is the caller's own.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client secret of a confidential client, when there is one.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>How the client authenticates at the token endpoint.</summary>
    /// <value>The default is <see cref="ClientAuthenticationMethod.Automatic"/>.</value>
    public ClientAuthenticationMethod ClientAuthentication { get; init; }

    /// <summary>The scopes asked for when the request names none (RFC 6749 section 3.3).</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further parameters of the authorization request.</summary>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a nonce is sent even when <c>openid</c> is not asked for.</summary>
    /// <value>The default is <see langword="false"/>; with <c>openid</c> a nonce is always sent.</value>
    public bool AlwaysSendNonce { get; init; }

    /// <summary>Whether the token request repeats <c>code_challenge</c> and <c>code_challenge_method</c> beside the verifier, as xAI asks.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RepeatCodeChallenge { get; init; }

    /// <summary>
    /// The origins of the provider's own pages that hand over the response by a script's <c>fetch</c> of the redirect URI, instead
    /// of a redirect. Only these get the answers that a browser wants to see for it (Fetch standard, CORS protocol).
    /// </summary>
    /// <value>The default is none: only redirects deliver. Legal are up to 16 exact https origins, such as <c>https://accounts.example.com</c>.</value>
    public IReadOnlyList<string> CallbackOrigins { get; init; } = [];

    /// <summary>How long a sign-in may take.</summary>
    /// <value>The default is <see langword="null"/>: the request's or the options' own (5 minutes).</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The provider's own page about signing in, shown to users on remote hosts.</summary>
    public Uri? Documentation { get; init; }
}
