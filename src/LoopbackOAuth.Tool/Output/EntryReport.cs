using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One stored entry as <c>status</c> and <c>list</c> show it: everything but the tokens.</summary>
internal sealed record EntryReport
{
    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required string Account { get; init; }

    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public string? Resource { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public required bool Expired { get; init; }

    public required bool HasRefreshToken { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public static EntryReport Of(TokenEntry entry, DateTimeOffset now) => new()
    {
        Id = entry.Key.GetId(),
        Provider = entry.Key.Provider,
        Account = entry.Key.Account,
        Issuer = entry.Key.Issuer,
        ClientId = entry.Key.ClientId,
        Resource = entry.Key.Resource,
        Scopes = entry.Tokens.Scopes,
        ExpiresAt = entry.Tokens.ExpiresAt,
        Expired = entry.Tokens.ExpiresAt <= now,
        HasRefreshToken = entry.Tokens.RefreshToken is not null,
        State = EntryStates.Of(entry.Tokens, now),
        Reason = EntryStates.Reason(entry.Tokens),
    };
}
