namespace LoopbackOAuth.Protocol;

/// <summary>Where a grant that is there already is refreshed and revoked: the part of an authorization server's metadata that needs no user.</summary>
internal sealed record TokenServer
{
    public required string TokenEndpoint { get; init; }

    /// <summary>The revocation endpoint (RFC 7009 section 2), or <see langword="null"/> when none is known that may be used.</summary>
    public string? RevocationEndpoint { get; init; }

    /// <summary>The client authentication methods, or <see langword="null"/> when the server does not say.</summary>
    public IReadOnlyList<string>? TokenEndpointAuthMethodsSupported { get; init; }

    /// <summary>The client authentication methods of the revocation endpoint, or <see langword="null"/> when the server does not say.</summary>
    public IReadOnlyList<string>? RevocationEndpointAuthMethodsSupported { get; init; }
}
