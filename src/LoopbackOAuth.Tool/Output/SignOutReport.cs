using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Output;

/// <summary>What became of one entry, in <c>logout --json</c>.</summary>
internal sealed record SignOutReport
{
    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required string Account { get; init; }

    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public string? Resource { get; init; }

    /// <summary><c>removed</c>, <c>not_there</c>, <c>failed</c>, <c>kept</c> when it was not begun, or <c>unknown</c> when it was cut short.</summary>
    public required string Entry { get; init; }

    /// <summary>Whether another process, which held the entry's lock, may write it again.</summary>
    public required bool MayComeBack { get; init; }

    /// <summary><c>revoked</c>, <c>nothing_to_revoke</c>, <c>not_supported</c>, <c>failed</c>, <c>not_tried</c> or <c>unknown</c>.</summary>
    public required string Revocation { get; init; }

    public ErrorReport? StoreError { get; init; }

    public ErrorReport? RevocationError { get; init; }

    public static SignOutReport Of(SignOutStep step) => new()
    {
        Id = step.Key.GetId(),
        Provider = step.Key.Provider,
        Account = step.Key.Account,
        Issuer = step.Key.Issuer,
        ClientId = step.Key.ClientId,
        Resource = step.Key.Resource,
        Entry = step.Result?.Removal switch
        {
            EntryRemoval.Removed => "removed",
            EntryRemoval.NotThere => "not_there",
            null => step.WasBegun ? "unknown" : "kept",
            _ => "failed",
        },
        MayComeBack = step.Result?.MayComeBack ?? false,
        Revocation = step.Result?.Revocation switch
        {
            TokenRevocation.Revoked => "revoked",
            TokenRevocation.NothingToRevoke => "nothing_to_revoke",
            TokenRevocation.NotSupported => "not_supported",
            null => step.WasBegun ? "unknown" : "not_tried",
            _ => "failed",
        },
        StoreError = step.Result?.StoreProblem is { } problem ? ErrorReport.Of(problem) : null,
        RevocationError = step.Result?.RevocationError is { } error ? ErrorReport.Of(error) : null,
    };
}
