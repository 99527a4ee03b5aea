using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>probe --json</c>.</summary>
internal sealed record ProbeReport
{
    public required string Environment { get; init; }

    public required bool CanOpenBrowser { get; init; }

    public required string Loopback { get; init; }

    public required IReadOnlyList<string> Channels { get; init; }

    public required IReadOnlyList<string> Signals { get; init; }

    public required string Rule { get; init; }

    public static ProbeReport Of(HostEnvironment environment, SignInPlan plan) => new()
    {
        Environment = environment.Id,
        CanOpenBrowser = environment.CanOpenBrowser,
        Loopback = EnvironmentNames.NameOf(environment.Loopback),
        Channels = [.. ProbeChannels.Of(environment, plan).Select(EnvironmentNames.NameOf)],
        Signals = environment.Signals,
        Rule = environment.Rule,
    };
}
