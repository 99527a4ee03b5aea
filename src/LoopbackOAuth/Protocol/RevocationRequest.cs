using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>A revocation request (RFC 7009 section 2.1). Printing it shows no secret.</summary>
internal sealed record RevocationRequest
{
    public required string RevocationEndpoint { get; init; }

    public required string ClientId { get; init; }

    public Secret? ClientSecret { get; init; }

    public ClientAuthenticationMethod Authentication { get; init; }

    /// <summary>What the server's metadata lists for this endpoint, or for the token endpoint, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? AuthMethodsSupported { get; init; }

    public required Secret Token { get; init; }

    /// <summary>What kind of token it is: <c>refresh_token</c> or <c>access_token</c>.</summary>
    public required string TokenTypeHint { get; init; }
}
