using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The words of <c>logout</c>, on standard error.</summary>
internal static class LogoutText
{
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
            string who = $"'{step.Key.Provider}' as '{step.Key.Account}' [{EntryId.Brief(step.Key.GetId())}]";
            Terminal.Error(step.WasBegun ? $"Interrupted while signing out of {who}." : $"Not signed out of {who}: nothing was done there.");
        }

        if (steps.Any(step => step.Result is null))
        {
            Terminal.Error(LogoutReport.Retry);
        }

        foreach (DamagedTokenEntry entry in damaged)
        {
            Terminal.Error($"Not signed out of what is in {entry.Location}: {entry.Error.Message} {entry.Error.Remedy}");
        }
    }
}
