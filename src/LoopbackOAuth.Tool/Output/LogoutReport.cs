using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One sign-out, as <c>logout</c> tells it.</summary>
internal sealed record LogoutReport
{
    public required string Provider { get; init; }

    public required string Account { get; init; }

    public required string Issuer { get; init; }

    public required string Entry { get; init; }

    public required string Revocation { get; init; }

    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public string? Remedy { get; init; }

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
        Terminal.Error(result.Revocation switch
        {
            TokenRevocation.Revoked => "The server revoked them.",
            TokenRevocation.NothingToRevoke => "There was nothing to revoke.",
            TokenRevocation.NotSupported => "The server has no revocation endpoint: they are good there until they expire, or until you withdraw the access at the provider.",
            _ => $"warning: They were not revoked: {result.RevocationError!.Description ?? result.RevocationError.Code} They may be good at the server until they expire; withdraw the access at the provider if it must end now.",
        });
    }

    private static string? Clean(string? text) => text is null ? null : Terminal.Clean(text);
}
