using System.CommandLine;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
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

    // The same look, the same terminal and the same plan as a login without options has, so that what is said here is what it does.
    private static int Run(bool asJson)
    {
        HostEnvironment environment = new EnvironmentProbe().Probe();
        SignInPlan plan = SignInPlanner.Plan(
            new ProviderDefinition { Id = "any" },
            environment,
            new SignInPlanOptions { CanReadPaste = new ConsoleSignInPresenter().CanReadPaste });
        if (asJson)
        {
            ToolJson.Write(ProbeReport.Of(environment, plan));
            return ExitCode.Success;
        }

        foreach ((string label, string line) in ProbeText.Of(environment, plan))
        {
            Terminal.Result(label, line);
        }

        return ExitCode.Success;
    }
}
