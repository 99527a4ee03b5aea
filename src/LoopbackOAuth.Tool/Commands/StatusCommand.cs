using System.CommandLine;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>status</c>: who is signed in where, until when, and what is wrong with the rest.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Argument<string?> provider = new("provider") { Description = "Only this provider, by its id or alias; the exit code then tells whether somebody is signed in.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> all = new("--all") { Description = "Show the known providers without a sign-in, too." };
        Option<bool> json = new("--json") { Description = "Print the store, its entries and its damage as one JSON object." };
        Command command = new("status", "Show who is signed in where, until when, and who has to sign in again.") { provider, all, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(provider), parsed.GetValue(all), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? provider, bool all, bool asJson, CancellationToken cancellationToken)
    {
        OpenedStore store = await ToolStore.OpenAsync(cancellationToken);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        ProviderNames? names = provider is null ? null : new ProviderNames(provider);
        TokenEntryList entries = await store.Tokens.ListAsync(names?.Id, cancellationToken);
        names?.DemandSense(entries);
        ProviderDefinition[] others = [.. Wanted(names, all).Where(known => !entries.Any(entry => entry.Key.Provider == known.Id))];
        StoreReport report = StoreReport.Of(store, entries, now) with
        {
            NotSignedIn = names is not null || all ? [.. others.Select(known => known.Id)] : null,
        };
        if (asJson)
        {
            ToolJson.Write(report);
        }
        else
        {
            Print(report, others, names, now);
        }

        return names is null ? ExitCode.Success : Code(report);
    }

    /// <summary>For a script that asks about one provider. Damage may be of somebody who is signed in, so then it is no sign-in that is missing.</summary>
    internal static int Code(StoreReport report) =>
        report.Entries.Any(entry => entry.State != EntryStates.SignInRequired) ? ExitCode.Success
        : report.Damaged.Any(damage => damage.Error != DamageReport.KeptAside) ? ExitCode.Failed
        : ExitCode.SignInRequired;

    private static IEnumerable<ProviderDefinition> Wanted(ProviderNames? names, bool all) =>
        names is not null ? names.Known is { } known ? [known] : []
        : all ? new ProviderRegistry([]).Providers
        : [];

    private static void Print(StoreReport report, ProviderDefinition[] others, ProviderNames? names, DateTimeOffset now)
    {
        if (report.Entries.Count == 0)
        {
            Terminal.Error(names is null
                ? "Nobody is signed in. Sign in with 'loopback-oauth login <provider>'."
                : $"Nobody is signed in to '{names.Id}'. Sign in with 'loopback-oauth login {names.Id}'.");
        }

        if (Console.IsOutputRedirected)
        {
            Tables.Lines([.. report.Entries.Select(entry => StatusText.Line(entry, now)), .. others.Select(StatusText.Line)]);
        }
        else if (report.Entries.Count + others.Length > 0)
        {
            Tables.Print(StatusText.Headers, [.. report.Entries.Select(entry => StatusText.Row(entry, now)), .. others.Select(StatusText.Row)]);
            foreach (string line in report.Entries.Select(StatusText.Note).OfType<string>().SelectMany(note => WordWrap.Lines(Terminal.Clean(note), Tables.TerminalWidth() - 1)))
            {
                Console.Out.WriteLine(line);
            }
        }

        report.PrintDamage();
        report.PrintPlace();
        if (!report.Store.CrossProcessLock)
        {
            Terminal.Error("Files cannot be locked there, so tokens are not refreshed: set LOOPBACK_OAUTH_HOME to a folder on a local disk.");
        }

        if (report.Store.Warning is { } warning)
        {
            Terminal.Error($"warning: {warning}");
        }
    }
}
