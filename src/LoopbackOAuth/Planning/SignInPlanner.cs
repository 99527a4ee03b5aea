using LoopbackOAuth.Environments;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Planning;

/// <summary>Decides how a sign-in is done. What the caller said wins over the user's <c>BROWSER</c> variable, and that over what was detected.</summary>
public static class SignInPlanner
{
    /// <summary>Makes the plan. It depends on the arguments and on nothing else.</summary>
    /// <param name="provider">The provider; its flow is <see cref="SignInFlow.Loopback"/>.</param>
    /// <param name="environment">Where the process runs.</param>
    /// <param name="options">What the caller decided.</param>
    /// <returns>The plan, or the obstacle in its way with a remedy.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The provider has another flow.</exception>
    public static SignInPlan Plan(ProviderDefinition provider, HostEnvironment environment, SignInPlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        if (provider.Flow != SignInFlow.Loopback)
        {
            throw new ArgumentException($"The provider '{provider.Id}' does not sign in through a loopback redirect.", nameof(provider));
        }

        if (options.ManualPaste)
        {
            return PlanManualPaste(options);
        }

        if (NobodyIsThere(environment, options))
        {
            return Blocked(
                "This looks like a CI job: nobody is there to sign in.",
                "Use non-interactive credentials, or forbid the browser (no-browser option) to print the URL and wait anyway.");
        }

        return new SignInPlan
        {
            Channels = ChannelsOf(environment, options),
            OpenBrowser = environment.CanOpenBrowser && !options.NoBrowser,
            Hint = HintFor(environment),
        };
    }

    /// <summary>Manual paste says that the browser is elsewhere and that no forward leads back, so none is opened and none is hinted at.</summary>
    private static SignInPlan PlanManualPaste(SignInPlanOptions options) => options.CanReadPaste
        ? new SignInPlan { Channels = [SignInChannel.Paste], OpenBrowser = false, Hint = SignInHint.PasteOnly }
        : Blocked(
            "Manual paste was asked for, but there is no terminal to paste into.",
            "Run it on a terminal, with standard input neither piped nor redirected, or leave manual paste out to use the loopback listener.");

    private static bool NobodyIsThere(HostEnvironment environment, SignInPlanOptions options) =>
        (environment.Id == EnvironmentIds.Ci || environment.AlsoHolds.Contains(EnvironmentIds.Ci, StringComparer.Ordinal)) && !options.NoBrowser && !environment.BrowserVariableSet && !options.CanReadPaste;

    /// <summary>
    /// The listener always, and the paste where it can be read (by a host application even where standard input is no
    /// terminal), in the environment's order. The device authorization grant is another flow, with no part in this one.
    /// </summary>
    private static SignInChannel[] ChannelsOf(HostEnvironment environment, SignInPlanOptions options) =>
        !options.CanReadPaste ? [SignInChannel.Loopback]
        : PasteComesFirst(environment.Channels) ? [SignInChannel.Paste, SignInChannel.Loopback]
        : [SignInChannel.Loopback, SignInChannel.Paste];

    private static bool PasteComesFirst(IReadOnlyList<SignInChannel> channels)
    {
        for (int index = 0; index < channels.Count; index++)
        {
            if (channels[index] != SignInChannel.Device)
            {
                return channels[index] == SignInChannel.Paste;
            }
        }

        return false;
    }

    /// <summary>The words follow the way to the browser; only where several ways exist does the environment's name decide.</summary>
    private static SignInHint HintFor(HostEnvironment environment) => environment.Id switch
    {
        // Somebody decided to sign in to a CI job: nothing tells where their browser is.
        EnvironmentIds.Ci => SignInHint.Unknown,
        EnvironmentIds.Codespaces or EnvironmentIds.Gitpod => SignInHint.WorkspaceForward,
        EnvironmentIds.Container or EnvironmentIds.Kubernetes => SignInHint.ContainerForward,
        _ => environment.Loopback switch
        {
            LoopbackReachability.Direct => SignInHint.None,
            LoopbackReachability.ForwardNeeded => SignInHint.SshForward,
            LoopbackReachability.Unreachable => SignInHint.PasteOnly,
            _ => SignInHint.Unknown,
        },
    };

    private static SignInPlan Blocked(string obstacle, string remedy) =>
        new() { Channels = [], OpenBrowser = false, Hint = SignInHint.None, Obstacle = obstacle, Remedy = remedy };
}
