using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>status</c>: who is signed in where, until when, and what is wrong with the rest.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print the store, its entries and its damage as one JSON object." };
        Command command = new("status", "Show who is signed in where, until when, and who has to sign in again.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, CancellationToken cancellationToken)
    {
        FileTokenStore store = FileTokenStore.CreateDefault();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        StoreReport report = StoreReport.Of(store.Capabilities, await store.ListAsync(provider: null, cancellationToken), now);
        if (asJson)
        {
            ToolJson.Write(report);
            return ExitCode.Success;
        }

        if (report.Entries.Count == 0)
        {
            Terminal.Error("Nobody is signed in. Sign in with 'loopback-oauth login <provider>'.");
        }
        else
        {
            Tables.Print(
                ["PROVIDER", "ACCOUNT", "STATE", "EXPIRES", "ISSUER", "SCOPES"],
                report.Entries.Select(entry => (string[])[entry.Provider, entry.Account, EntryStates.InWords(entry), Durations.Until(entry.ExpiresAt, now), entry.Issuer, string.Join(' ', entry.Scopes)]));
        }

        report.PrintDamage();
        Terminal.Error($"Store: {report.Store.Location} (of {report.Store.Owner ?? "this user"})");
        if (!report.Store.CrossProcessLock)
        {
            Terminal.Error("Files cannot be locked there, so tokens are not refreshed: set LOOPBACK_OAUTH_HOME to a folder on a local disk.");
        }

        if (report.Store.Warning is { } warning)
        {
            Terminal.Error($"warning: {warning}");
        }

        return ExitCode.Success;
    }
}
