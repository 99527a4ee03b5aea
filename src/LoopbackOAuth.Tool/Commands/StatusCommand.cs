using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>status</c>: who is signed in where, and until when.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print the entries as a JSON array." };
        Command command = new("status", "Show who is signed in where, and until when.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, CancellationToken cancellationToken)
    {
        FileTokenStore store = FileTokenStore.CreateDefault();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        EntryReport[] entries = [.. (await store.ListAsync(provider: null, cancellationToken)).Select(entry => EntryReport.Of(entry, now))];
        if (asJson)
        {
            ToolJson.Write(entries);
            return ExitCode.Success;
        }

        if (entries.Length == 0)
        {
            Terminal.Error("Nobody is signed in. Sign in with 'loopback-oauth login <provider>'.");
        }
        else
        {
            Tables.Print(
                ["PROVIDER", "ACCOUNT", "ISSUER", "EXPIRES", "SCOPES"],
                entries.Select(entry => (string[])[entry.Provider, entry.Account, entry.Issuer, Durations.Until(entry.ExpiresAt, now), string.Join(' ', entry.Scopes)]));
        }

        Terminal.Error($"Store: {store.Capabilities.Location}");
        return ExitCode.Success;
    }
}
