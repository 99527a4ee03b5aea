using LoopbackOAuth.Environments;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Planning;

/// <summary>
/// Decides how a sign-in is done. What the caller said wins over what the user asked for by <c>LOOPBACK_OAUTH_MODE</c> or
/// <c>NO_BROWSER</c>, that over <c>BROWSER</c>, and that over what was detected.
/// </summary>
public static class SignInPlanner
{
    private const string NoOne = "no_one_to_sign_in";

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

        SignInPreference preference = PreferenceOf(environment, options);
        switch (preference)
        {
            case SignInPreference.ManualPaste:
                return PlanManualPaste(options);
            case SignInPreference.Invalid:
                return Blocked(
                    "invalid_mode",
                    "The environment variable LOOPBACK_OAUTH_MODE has a value that means nothing.",
                    "Set LOOPBACK_OAUTH_MODE to auto, browser, no-browser or paste, or unset it.");
            case SignInPreference.None when NobodyIsThere(environment, options):
                return Blocked(
                    NoOne,
                    Holds(environment, EnvironmentIds.Ci)
                        ? "This looks like a CI job: nobody is there to sign in."
                        : "This looks like a function or job that a cloud runs: nobody is there to sign in.",
                    "Use non-interactive credentials, or forbid the browser (no-browser option) to print the URL and wait anyway.");
        }

        return new SignInPlan
        {
            Channels = ChannelsOf(environment, options),
            OpenBrowser = preference is SignInPreference.Browser || (environment.CanOpenBrowser && preference is SignInPreference.None),
            Hint = HintFor(environment, options),
        };
    }

    // An option is a decision of its own about all that the variable decides, so that the variable does not count beside it.
    private static SignInPreference PreferenceOf(HostEnvironment environment, SignInPlanOptions options) =>
        options.ManualPaste ? SignInPreference.ManualPaste
        : options.NoBrowser ? SignInPreference.NoBrowser
        : environment.Preference;

    /// <summary>Manual paste says that the browser is elsewhere and that no forward leads back, so none is opened and none is hinted at.</summary>
    private static SignInPlan PlanManualPaste(SignInPlanOptions options) => options.CanReadPaste
        ? new SignInPlan { Channels = [SignInChannel.Paste], OpenBrowser = false, Hint = SignInHint.PasteOnly }
        : Blocked(
            NoOne,
            "Manual paste was asked for, but there is no terminal to paste into.",
            "Run it on a terminal, with standard input neither piped nor redirected, or leave manual paste out to use the loopback listener.");

    /// <summary><c>BROWSER</c> makes no difference: jobs that test a program with several browsers set it to names of their own.</summary>
    private static bool NobodyIsThere(HostEnvironment environment, SignInPlanOptions options) =>
        !options.CanReadPaste && (Holds(environment, EnvironmentIds.Ci) || Holds(environment, EnvironmentIds.Serverless));

    private static bool Holds(HostEnvironment environment, string id) =>
        environment.Id == id || environment.AlsoHolds.Contains(id, StringComparer.Ordinal);

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
    private static SignInHint HintFor(HostEnvironment environment, SignInPlanOptions options) => environment.Id switch
    {
        // Somebody decided to sign in to a CI job: nothing tells where their browser is.
        EnvironmentIds.Ci or EnvironmentIds.Serverless => SignInHint.Unknown,
        EnvironmentIds.VsCodeRemoteSsh or EnvironmentIds.DevContainer => SignInHint.EditorForward,
        EnvironmentIds.VsCodeTunnel => SignInHint.PasteOnly,

        // A workspace whose loopback interface is the user's has a desktop editor connected to it.
        EnvironmentIds.Gitpod or EnvironmentIds.CodeServer when environment.Loopback is LoopbackReachability.Direct => SignInHint.EditorForward,
        EnvironmentIds.Codespaces or EnvironmentIds.Gitpod or EnvironmentIds.CodeServer or EnvironmentIds.Ssm => SignInHint.WorkspaceForward,
        EnvironmentIds.Container or EnvironmentIds.Kubernetes => SignInHint.ContainerForward,
        _ => environment.Loopback switch
        {
            LoopbackReachability.Direct => SignInHint.None,
            LoopbackReachability.ForwardNeeded => SignInHint.SshForward,
            LoopbackReachability.Unreachable => SignInHint.PasteOnly,

            // Windows opens the page on this machine; at worst its relay is off, and the address is pasted, if it can be.
            _ when environment.Id == EnvironmentIds.Wsl && options.CanReadPaste => SignInHint.None,
            _ => SignInHint.Unknown,
        },
    };

    private static SignInPlan Blocked(string code, string obstacle, string remedy) =>
        new() { Channels = [], OpenBrowser = false, Hint = SignInHint.None, Obstacle = obstacle, Remedy = remedy, ObstacleCode = code };
}
