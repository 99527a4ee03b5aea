using System.Text.Json.Serialization;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>The tokens inside an entry's file. Times are absolute and in UTC: "in 3600 seconds" means nothing to a later reader.</summary>
internal sealed class TokenFileTokens
{
    [JsonConverter(typeof(SecretFileConverter))]
    public Secret? AccessToken { get; init; }

    [JsonConverter(typeof(SecretFileConverter))]
    public Secret? RefreshToken { get; init; }

    [JsonConverter(typeof(SecretFileConverter))]
    public Secret? IdToken { get; init; }

    public string? TokenType { get; init; }

    public string?[]? Scopes { get; init; }

    public DateTimeOffset? ObtainedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    [JsonConverter(typeof(SecretFileConverter))]
    public Secret? Nonce { get; init; }

    public string? TokenEndpoint { get; init; }

    /// <summary>Absent in files of before there was one, and while the grant is good.</summary>
    public TokenFileRefusal? Refusal { get; init; }

    internal static TokenFileTokens From(TokenSet tokens) => new()
    {
        AccessToken = tokens.AccessToken,
        RefreshToken = tokens.RefreshToken,
        IdToken = tokens.IdToken,
        TokenType = tokens.TokenType,
        Scopes = [.. tokens.Scopes],
        ObtainedAt = tokens.ObtainedAt.ToUniversalTime(),
        ExpiresAt = tokens.ExpiresAt?.ToUniversalTime(),
        Nonce = tokens.Nonce,
        TokenEndpoint = tokens.TokenEndpoint,
        Refusal = tokens.Refusal is { } refusal ? TokenFileRefusal.From(refusal) : null,
    };

    /// <summary>The tokens, or <see langword="null"/> when a part that every entry has is missing.</summary>
    internal TokenSet? ToTokens() =>
        AccessToken is null || TokenType is null || Scopes is null || Array.IndexOf(Scopes, null) >= 0 || ObtainedAt is null || Refusal is { IsWhole: false }
            ? null
            : new TokenSet
            {
                AccessToken = AccessToken,
                RefreshToken = RefreshToken,
                IdToken = IdToken,
                TokenType = TokenType,
                Scopes = Array.AsReadOnly<string>(Scopes!),
                ObtainedAt = ObtainedAt.Value.ToUniversalTime(),
                ExpiresAt = ExpiresAt?.ToUniversalTime(),
                Nonce = Nonce,
                TokenEndpoint = TokenEndpoint,
                Refusal = Refusal?.ToRefusal(),
            };
}
