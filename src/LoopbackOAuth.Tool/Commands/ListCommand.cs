using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>list</c>: every entry with the id that <c>remove</c> takes.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        Argument<string?> provider = new("provider") { Description = "Only the entries of this provider, by its id or alias.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = new("--json") { Description = "Print the store, its entries and its damage as one JSON object." };
        Command command = new("list", "List the stored entries with their ids.") { provider, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(provider), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? provider, bool asJson, CancellationToken cancellationToken)
    {
        OpenedStore store = await ToolStore.OpenAsync(cancellationToken);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        ProviderNames? names = provider is null ? null : new ProviderNames(provider);
        TokenEntryList entries = await store.Tokens.ListAsync(names?.Id, cancellationToken);
        names?.DemandSense(entries);
        StoreReport report = StoreReport.Of(store, entries, now);
        if (asJson)
        {
            ToolJson.Write(report);
            return ExitCode.Success;
        }

        if (report.Entries.Count == 0)
        {
            Terminal.Error(names is null ? "There are no entries." : $"There are no entries of '{names.Id}'.");
        }
        else
        {
            Print(report, now);
        }

        report.PrintDamage();
        report.PrintPlace();
        return ExitCode.Success;
    }

    // On a terminal there is room for a resource only where somebody has one.
    private static void Print(StoreReport report, DateTimeOffset now)
    {
        bool hasResources = Console.IsOutputRedirected || report.Entries.Any(entry => entry.Resource is not null);
        string[] resource = hasResources ? ["RESOURCE"] : [];
        Tables.Print(
            ["!ID", "PROVIDER", "ACCOUNT", "ISSUER", "CLIENT", .. resource, "!EXPIRES"],
            report.Entries.Select(entry => (string[])
            [
                report.Short(entry.Id), entry.Provider, entry.Account, Tables.Brief(entry.Issuer), entry.ClientId, .. hasResources ? (string[])[Tables.Brief(entry.Resource ?? "-")] : [], Durations.Until(entry.ExpiresAt, now),
            ]));
    }
}
