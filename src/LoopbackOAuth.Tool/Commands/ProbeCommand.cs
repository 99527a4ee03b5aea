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

    // All there is to see, also what changes only the words: nobody waits for a sign-in here.
    private static int Run(bool asJson)
    {
        HostEnvironment environment = new EnvironmentProbe(EnvironmentSnapshot.Capture).Probe();
        if (asJson)
        {
            ToolJson.Write(ProbeReport.Of(environment));
            return ExitCode.Success;
        }

        foreach ((string label, string line) in ProbeText.Of(environment))
        {
            Terminal.Result(label, line);
        }

        return ExitCode.Success;
    }
}
