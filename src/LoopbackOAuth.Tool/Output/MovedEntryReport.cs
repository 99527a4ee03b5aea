using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One entry of <c>move-to-keyring --json</c>.</summary>
internal sealed record MovedEntryReport
{
    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required string Account { get; init; }

    public static MovedEntryReport Of(TokenKey key) => new() { Id = key.GetId(), Provider = key.Provider, Account = key.Account };
}
