using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>move-to-keyring</c>: the entries of the private files, into the keyring that takes their place.</summary>
internal static class MoveToKeyringCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print what was moved as one JSON object." };
        Command command = new("move-to-keyring", $"Move the entries of private files into the keyring ({StoreChoices.Variable}).") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, CancellationToken cancellationToken)
    {
        // Otherwise the very next command would find nobody signed in.
        if (StoreChoices.OfEnvironment() is StoreChoice.File)
        {
            throw new UsageException(
                "Nothing was moved: entries are kept in private files, and those in the keyring would not be seen.",
                $"Set {StoreChoices.Variable} to keyring or keyring-or-file first, for every shell that uses the tool.");
        }

        IReadOnlyList<TokenKey> moved = await KeyringStores.MoveAsync(cancellationToken);
        int left = (await FileTokenStore.CreateDefault().ListAsync(cancellationToken: cancellationToken)).Damaged.Count;
        if (asJson)
        {
            ToolJson.Write(new MoveReport { Moved = [.. moved.Select(MovedEntryReport.Of)], DamagedLeft = left });
            return ExitCode.Success;
        }

        foreach (TokenKey key in moved)
        {
            Terminal.Error($"Moved {key.Provider} as '{key.Account}' into the keyring.");
        }

        if (moved.Count == 0)
        {
            Terminal.Error("There are no entries in private files that can be moved.");
        }

        if (left > 0)
        {
            Terminal.Error($"note: {left} damaged in private files stayed there; with {StoreChoices.Variable}=file, 'loopback-oauth list' shows them.");
        }

        return ExitCode.Success;
    }
}
