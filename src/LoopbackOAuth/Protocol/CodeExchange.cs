using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>A token request with an authorization code (RFC 6749 section 4.1.3). Printing it shows no secret.</summary>
internal sealed record CodeExchange
{
    public required string TokenEndpoint { get; init; }

    public required string ClientId { get; init; }

    public Secret? ClientSecret { get; init; }

    public ClientAuthenticationMethod Authentication { get; init; }

    /// <summary>What the server's metadata lists, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? TokenEndpointAuthMethodsSupported { get; init; }

    public required Secret Code { get; init; }

    public required Secret CodeVerifier { get; init; }

    /// <summary>The challenge, for a server that wants it again beside the verifier; otherwise <see langword="null"/>.</summary>
    public string? RepeatedCodeChallenge { get; init; }

    /// <summary>The redirect URI, as the text of the authorization request.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Resource indicators (RFC 8707 section 2).</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];
}
