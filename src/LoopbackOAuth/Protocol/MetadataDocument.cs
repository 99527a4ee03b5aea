using System.Text.Json;

namespace LoopbackOAuth.Protocol;

/// <summary>A metadata document as it was received (RFC 8414 section 2): well-formed, and nothing more is known of it.</summary>
internal sealed record MetadataDocument
{
    private const string IssParameterSupported = "authorization_response_iss_parameter_supported";

    private static readonly string[] Names =
    [
        "issuer", "authorization_endpoint", "token_endpoint", "device_authorization_endpoint", "revocation_endpoint",
        "code_challenge_methods_supported", "token_endpoint_auth_methods_supported", "revocation_endpoint_auth_methods_supported", IssParameterSupported,
    ];

    public string? Issuer { get; private init; }

    public string? AuthorizationEndpoint { get; private init; }

    public string? TokenEndpoint { get; private init; }

    public string? DeviceAuthorizationEndpoint { get; private init; }

    public string? RevocationEndpoint { get; private init; }

    public IReadOnlyList<string>? CodeChallengeMethodsSupported { get; private init; }

    public IReadOnlyList<string>? TokenEndpointAuthMethodsSupported { get; private init; }

    public IReadOnlyList<string>? RevocationEndpointAuthMethodsSupported { get; private init; }

    public bool AuthorizationResponseIssParameterSupported { get; private init; }

    /// <summary>Reads a document.</summary>
    /// <returns>The document, or <see langword="null"/> when it is not a JSON object or a known member repeats or has another type.</returns>
    public static MetadataDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        JsonMembers? members = JsonMembers.Parse(utf8, Names);
        return members is not null
            && members.TryGetText("issuer", out string? issuer)
            && members.TryGetText("authorization_endpoint", out string? authorizationEndpoint)
            && members.TryGetText("token_endpoint", out string? tokenEndpoint)
            && members.TryGetText("device_authorization_endpoint", out string? deviceEndpoint)
            && members.TryGetText("revocation_endpoint", out string? revocationEndpoint)
            && members.TryGetTexts("revocation_endpoint_auth_methods_supported", out IReadOnlyList<string>? revocationAuthMethods)
            && members.TryGetTexts("code_challenge_methods_supported", out IReadOnlyList<string>? challengeMethods)
            && members.TryGetTexts("token_endpoint_auth_methods_supported", out IReadOnlyList<string>? authMethods)
            && TryGetFlag(members, out bool issParameterSupported)
            ? new()
            {
                Issuer = issuer,
                AuthorizationEndpoint = authorizationEndpoint,
                TokenEndpoint = tokenEndpoint,
                DeviceAuthorizationEndpoint = deviceEndpoint,
                RevocationEndpoint = revocationEndpoint,
                RevocationEndpointAuthMethodsSupported = revocationAuthMethods,
                CodeChallengeMethodsSupported = challengeMethods,
                TokenEndpointAuthMethodsSupported = authMethods,
                AuthorizationResponseIssParameterSupported = issParameterSupported,
            }
            : null;
    }

    private static bool TryGetFlag(JsonMembers members, out bool flag)
    {
        flag = false;
        if (!members.TryGet(IssParameterSupported, out JsonElement value))
        {
            return true;
        }

        flag = value.ValueKind is JsonValueKind.True;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }
}
