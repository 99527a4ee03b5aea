using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>What an authorization request says (RFC 6749 section 4.1.1).</summary>
internal sealed record AuthorizationUrlParameters
{
    public required string ClientId { get; init; }

    /// <summary>The redirect URI, as the text that is compared.</summary>
    public required string RedirectUri { get; init; }

    public required Secret State { get; init; }

    /// <summary>The S256 challenge (RFC 7636 section 4.2).</summary>
    public required string CodeChallenge { get; init; }

    /// <summary>The nonce, when an ID token is asked for (OpenID Connect Core section 3.1.2.1).</summary>
    public Secret? Nonce { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Resource indicators: absolute URIs without fragment (RFC 8707 section 2).</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Further parameters. None may have a name that the sign-in sets.</summary>
    public IEnumerable<KeyValuePair<string, string>> Extra { get; init; } = [];
}
