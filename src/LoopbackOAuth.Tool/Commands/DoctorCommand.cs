using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;
using Spectre.Console;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>doctor</c>: what is wrong here, why, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<string?> provider = new("--provider") { Description = "Only this provider's entries, ports and server, by its id or alias." };
        Option<bool> offline = new("--offline") { Description = "Ask no server." };
        Option<bool> json = new("--json") { Description = "Print the findings as one JSON object." };
        Command command = new("doctor", "Check the token store, clock, environment, ports and servers; at most 15 seconds.") { provider, offline, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(provider), parsed.GetValue(offline), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? provider, bool isOffline, bool asJson, CancellationToken cancellationToken)
    {
        ProviderNames? names = provider is null ? null : new ProviderNames(provider);
        DoctorStore store = new(() => FileTokenStore.CreateDefault(), names?.Id, StoreChoices.OfEnvironment(), KeyringStores.LookAsync);
        DoctorReport report = DoctorReport.Of(await new DoctorRun(DoctorChecks.Of(store, names, isOffline), TimeProvider.System).RunAsync(cancellationToken));

        // A name means something when something is stored of it. Where nobody can tell, that is among the findings.
        if (store.Listed is { } listed)
        {
            names?.DemandSense(listed);
        }

        if (asJson)
        {
            ToolJson.Write(report);
        }
        else
        {
            Print(report);
        }

        return report.Outcome == "fail" ? ExitCode.Failed : ExitCode.Success;
    }

    private static void Print(DoctorReport report)
    {
        if (Console.IsOutputRedirected)
        {
            Tables.Lines(report.Findings.Select(finding => (string[])[finding.State, finding.Check, finding.Cause, finding.Remedy ?? ""]));
            return;
        }

        bool isPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        foreach ((string state, string rest) in DoctorText.Of(report.Findings, Tables.TerminalWidth()))
        {
            AnsiConsole.Write(new Text(state, isPlain ? Style.Plain : Colour(state)));
            Console.Out.WriteLine(rest);
        }

        Console.Out.WriteLine(DoctorText.Summary(report.Findings));
    }

    private static Style Colour(string state) => state.TrimEnd() switch
    {
        "ok" => new Style(Color.Green),
        "warn" => new Style(Color.Yellow),
        "fail" => new Style(Color.Red),
        _ => Style.Plain,
    };
}
