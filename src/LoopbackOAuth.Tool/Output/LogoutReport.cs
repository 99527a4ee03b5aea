using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One sign-out, as <c>logout</c> tells it.</summary>
internal sealed record LogoutReport
{
    private const int ShortId = 8;
    private const string Retry = "Run the command again to go on; 'loopback-oauth remove <id>' removes one from this machine without the server.";

    public required string Provider { get; init; }

    public required string Account { get; init; }

    public required string Issuer { get; init; }

    public required string Entry { get; init; }

    public required string Revocation { get; init; }

    /// <summary>Whether another process, which held the entry's lock, may write it again.</summary>
    public bool MayComeBack { get; init; }

    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public string? Remedy { get; init; }

    /// <summary>A step, also one that was not taken.</summary>
    public static LogoutReport Of(SignOutStep step, bool wasInterrupted) => step.Result is { } result ? Of(result) : new()
    {
        Provider = step.Key.Provider,
        Account = step.Key.Account,
        Issuer = step.Key.Issuer,
        Entry = step.WasBegun ? "unknown" : "kept",
        Revocation = step.WasBegun ? "unknown" : "not_tried",
        Error = wasInterrupted ? "cancelled" : "stopped",
        ErrorDescription = wasInterrupted ? "Interrupted before." : "An earlier sign-out did not succeed.",
        Remedy = Retry,
    };

    public static LogoutReport Of(SignOutResult result) => new()
    {
        Provider = result.Key.Provider,
        Account = result.Key.Account,
        Issuer = result.Key.Issuer,
        Entry = result.Removal switch
        {
            EntryRemoval.Removed => "removed",
            EntryRemoval.NotThere => "not_there",
            _ => "failed",
        },
        Revocation = result.Revocation switch
        {
            TokenRevocation.Revoked => "revoked",
            TokenRevocation.NothingToRevoke => "nothing_to_revoke",
            TokenRevocation.NotSupported => "not_supported",
            _ => "failed",
        },
        MayComeBack = result.MayComeBack,
        Error = Clean(result.StoreProblem?.Code ?? result.RevocationError?.Code),
        ErrorDescription = Clean(result.StoreProblem?.Message ?? result.RevocationError?.Description),
        Remedy = Clean(result.StoreProblem?.Remedy ?? result.RevocationError?.Remedy),
    };

    public static void Print(SignOutResult result)
    {
        string who = $"'{result.Key.Provider}' as '{result.Key.Account}'";
        Terminal.Error(result.Removal switch
        {
            EntryRemoval.Removed => $"Signed out of {who}: the tokens are removed from this machine.",
            EntryRemoval.NotThere => $"There were no tokens of {who} any more.",
            _ => $"error: The tokens of {who} could not be removed: {result.StoreProblem!.Message} {result.StoreProblem.Remedy}",
        });
        if (result.MayComeBack)
        {
            Terminal.Error("warning: Another process was at work on them and may have written them again: run the command once more to be sure.");
        }

        Terminal.Error(result.Revocation switch
        {
            TokenRevocation.Revoked => "The server revoked them.",
            TokenRevocation.NothingToRevoke => "There was nothing to revoke.",
            TokenRevocation.NotSupported => "The server has no revocation endpoint: they are good there until they expire, or until you withdraw the access at the provider.",
            _ => $"warning: They were not revoked: {result.RevocationError!.Description ?? result.RevocationError.Code} They may be good at the server until they expire; withdraw the access at the provider if it must end now.",
        });
    }

    /// <summary>Says on standard error what was to be signed out and is left, and what of it cannot be read.</summary>
    public static void PrintLeft(IReadOnlyList<SignOutStep> steps, IReadOnlyList<DamagedTokenEntry> damaged)
    {
        foreach (SignOutStep step in steps.Where(step => step.Result is null))
        {
            string who = $"'{step.Key.Provider}' as '{step.Key.Account}' [{step.Key.GetId()[..ShortId]}]";
            Terminal.Error(step.WasBegun ? $"Interrupted while signing out of {who}." : $"Not signed out of {who}: nothing was done there.");
        }

        if (steps.Any(step => step.Result is null))
        {
            Terminal.Error(Retry);
        }

        foreach (DamagedTokenEntry entry in damaged)
        {
            Terminal.Error($"Not signed out of what is in {entry.Location}: {entry.Error.Message} {entry.Error.Remedy}");
        }
    }

    private static string? Clean(string? text) => text is null ? null : Terminal.Clean(text);
}
