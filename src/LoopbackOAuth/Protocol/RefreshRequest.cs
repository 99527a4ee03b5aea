using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>A token request with a refresh token (RFC 6749 section 6). It asks for no scope, which means all that were granted. Printing it shows no secret.</summary>
internal sealed record RefreshRequest
{
    public required string TokenEndpoint { get; init; }

    public required string ClientId { get; init; }

    public Secret? ClientSecret { get; init; }

    public ClientAuthenticationMethod Authentication { get; init; }

    /// <summary>What the server's metadata lists, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? TokenEndpointAuthMethodsSupported { get; init; }

    public required Secret RefreshToken { get; init; }

    /// <summary>Resource indicators (RFC 8707 section 2.2).</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];
}
