namespace LoopbackOAuth.Testing.Server;

/// <summary>What the user agreed to. Every token that comes of it is revoked with it.</summary>
internal sealed class AuthorizationGrant
{
    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public string? CodeChallenge { get; init; }

    public string? Nonce { get; init; }

    public string? State { get; init; }

    public DateTimeOffset CodeExpiresAt { get; set; }

    public bool IsCodeUsed { get; set; }

    public bool IsRevoked { get; set; }
}
