using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>token --json</c>: the only one that holds a secret.</summary>
internal sealed record TokenReport
{
    /// <summary>The secret.</summary>
    public required string AccessToken { get; init; }

    public required string TokenType { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string Provider { get; init; }

    public required string Account { get; init; }

    public required string Issuer { get; init; }

    public required bool Stored { get; init; }

    public static TokenReport Of(TokenKey key, AccessTokenResult.Available token) => new()
    {
        AccessToken = token.AccessToken.Reveal(),
        TokenType = token.TokenType,
        ExpiresAt = token.ExpiresAt,
        Scopes = token.Scopes,
        Provider = key.Provider,
        Account = key.Account,
        Issuer = key.Issuer,
        Stored = token.IsStored,
    };
}
