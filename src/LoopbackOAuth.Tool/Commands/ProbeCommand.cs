using System.CommandLine;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>probe</c>: where this process runs, what that means for a sign-in, and why.</summary>
internal static class ProbeCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print the verdict as one JSON object." };
        Command command = new("probe", "Say where this process runs and how a sign-in would go here.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool asJson)
    {
        HostEnvironment environment = new EnvironmentProbe().Probe();
        ProbeReport report = ProbeReport.Of(environment);
        if (asJson)
        {
            ToolJson.Write(report);
            return ExitCode.Success;
        }

        Terminal.Result("Environment:", report.Environment + (environment.AlsoHolds.Count == 0 ? "" : $" (also: {string.Join(", ", environment.AlsoHolds)})"));
        Terminal.Result("Can open browser:", report.CanOpenBrowser ? "yes" : "no");
        Terminal.Result("Loopback:", report.Loopback);
        Terminal.Result("Channels:", report.Channels.Count == 0 ? "none" : string.Join(", then ", report.Channels));
        Terminal.Result("Signals:", report.Signals.Count == 0 ? "none" : string.Join(", ", report.Signals));
        Terminal.Result("Rule:", report.Rule);
        return ExitCode.Success;
    }
}
