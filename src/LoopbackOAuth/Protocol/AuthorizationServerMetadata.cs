namespace LoopbackOAuth.Protocol;

/// <summary>What is known about an authorization server (RFC 8414 section 2), checked: every endpoint here may be used.</summary>
internal sealed record AuthorizationServerMetadata
{
    /// <summary>The issuer, as the text received, or <see langword="null"/> when none is known.</summary>
    public string? Issuer { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    /// <summary>The code challenge methods, or <see langword="null"/> when the server does not say.</summary>
    public IReadOnlyList<string>? CodeChallengeMethodsSupported { get; init; }

    /// <summary>The client authentication methods, or <see langword="null"/> when the server does not say.</summary>
    public IReadOnlyList<string>? TokenEndpointAuthMethodsSupported { get; init; }

    /// <summary>Whether every authorization response holds <c>iss</c> (RFC 9207 section 3).</summary>
    public bool AuthorizationResponseIssParameterSupported { get; init; }

    public string? DeviceAuthorizationEndpoint { get; init; }
}
