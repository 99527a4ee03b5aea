using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Where this process runs, and how a sign-in would go here.</summary>
internal sealed class EnvironmentCheck(IEnvironmentProbe probe) : DoctorCheck("environment")
{
    public override Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        HostEnvironment environment = probe.Probe();
        SignInPlan plan = SignInPlanner.Plan(new ProviderDefinition { Id = "any" }, environment, new SignInPlanOptions { CanReadPaste = new ConsoleSignInPresenter().CanReadPaste });
        return Task.FromResult<IReadOnlyList<CheckResult>>([Judge(environment, plan)]);
    }

    /// <summary>The finding, as a pure function of the environment and the plan for it.</summary>
    internal static CheckResult Judge(HostEnvironment environment, SignInPlan plan)
    {
        string signals = environment.Signals.Count == 0 ? "" : $" ({string.Join(", ", environment.Signals)})";
        string login = ProbeText.Login(environment, plan);
        return plan.Obstacle is null
            ? CheckResult.Ok($"{environment.Id}{signals}. A login here {login}")
            : CheckResult.Warn($"{environment.Id}{signals}. A login here stops. {plan.Obstacle}", plan.Remedy, plan.ObstacleCode);
    }
}
