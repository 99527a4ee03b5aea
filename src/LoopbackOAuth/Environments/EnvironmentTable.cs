namespace LoopbackOAuth.Environments;

/// <summary>
/// All environments that are told apart, the weightiest first: the first row that holds decides, the others stay among
/// the evidence. A new environment is one row here and one id.
/// </summary>
/// <remarks>
/// <para>The order goes from what says most about the way to the user's browser to what says least.</para>
/// <para>1. Hosted workspaces: their names are unmistakable, they are containers underneath, and they stay what they
/// are when they are reached over SSH (<c>gh codespace ssh</c>).</para>
/// <para>2. SSH, before everything it may lead into: it is the way a user came, also to a CI runner. An agent that was
/// started over SSH hands SSH_* down to jobs with nobody behind them; CI is then among the evidence, and the plan takes
/// it into account where there is no terminal.</para>
/// <para>3. CI, before the containers, because jobs run in them.</para>
/// <para>4. WSL, before the containers: see <see cref="EnvironmentSignals.Wsl"/> for who owns which sign.</para>
/// <para>5. Kubernetes, before the container that a pod is.</para>
/// <para>6. Containers, before the desktops: a display that was passed in does not make the loopback interface the user's.</para>
/// <para>7. Desktops, of which only one can hold, and last what is left.</para>
/// <para>"Loopback" is never missing from a row with a user behind it: listening costs nothing, and a forward, a
/// browser on the same host or a <c>curl</c> in a second terminal may still reach it.</para>
/// </remarks>
internal static class EnvironmentTable
{
    private const SignInChannel Loopback = SignInChannel.Loopback;
    private const SignInChannel Paste = SignInChannel.Paste;
    private const SignInChannel Device = SignInChannel.Device;

    private const LoopbackReachability Direct = LoopbackReachability.Direct;
    private const LoopbackReachability ForwardNeeded = LoopbackReachability.ForwardNeeded;
    private const LoopbackReachability Unreachable = LoopbackReachability.Unreachable;
    private const LoopbackReachability Unknown = LoopbackReachability.Unknown;

    private const bool Opens = true;
    private const bool OpensNot = false;

    /// <summary>The rows, in order of weight.</summary>
    public static EnvironmentDetector[] Rows { get; } =
    [
        // The variables do not tell the desktop editor (which forwards the port) from the one in the browser (which
        // does not), so paste comes first. CODESPACES itself is false in some codespaces; the name is there.
        new(EnvironmentIds.Codespaces, EnvironmentSignals.Any("CODESPACES", "CODESPACE_NAME"),
            OpensNot, Unknown, [Paste, Loopback, Device],
            "GitHub Codespaces: VS Code on the desktop forwards the port, the browser editor does not."),

        // Web Preview reaches the port under another host name, which is not the redirect URI.
        new(EnvironmentIds.CloudShellGcp, EnvironmentSignals.Any("CLOUD_SHELL", "DEVSHELL_CLIENT_PORT", "GOOGLE_CLOUD_SHELL"),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "Google Cloud Shell: the browser cannot reach a loopback address here."),

        // Only this prefix: Azure Automation and Azure DevOps use the same variable.
        new(EnvironmentIds.CloudShellAzure, EnvironmentSignals.Prefix("AZUREPS_HOST_ENVIRONMENT", "cloud-shell/"),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "Azure Cloud Shell: the browser cannot reach a loopback address here."),

        // Only this value: Lambda, ECS and others use the same variable.
        new(EnvironmentIds.CloudShellAws, EnvironmentSignals.Exactly("AWS_EXECUTION_ENV", "CloudShell"),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "AWS CloudShell: the browser cannot reach a loopback address here."),

        new(EnvironmentIds.Gitpod, EnvironmentSignals.Any("GITPOD_WORKSPACE_ID", "GITPOD_WORKSPACE_URL"),
            OpensNot, Unknown, [Loopback, Paste, Device],
            "Gitpod: an editor on the desktop forwards the port, the browser editor does not."),

        new(EnvironmentIds.Replit, EnvironmentSignals.Any("REPL_ID"),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "Replit: the browser cannot reach a loopback address here."),

        new(EnvironmentIds.StackBlitz, EnvironmentSignals.Any("STACKBLITZ"),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "StackBlitz: the browser cannot reach a loopback address here."),

        // The user's own browser needs the forward. One that runs on this host and shows through X11 would reach the
        // loopback interface, but slowly: it is opened only when BROWSER asks for it.
        new(EnvironmentIds.SshX11, EnvironmentSignals.SshX11,
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "SSH with X11 forwarding: the user's own browser reaches this host only through a port forward."),

        new(EnvironmentIds.Ssh, EnvironmentSignals.Ssh,
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "SSH: the user's browser is on another machine and reaches this one only through a port forward."),

        new(EnvironmentIds.Ci, EnvironmentSignals.Any("CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL", "BUILDKITE", "CIRCLECI", "TEAMCITY_VERSION"),
            OpensNot, Unreachable, [],
            "A CI job: nobody is there to sign in."),

        new(EnvironmentIds.Wsl, EnvironmentSignals.Wsl,
            Opens, Direct, [Loopback, Paste],
            "WSL: Windows opens the page and relays its own loopback interface to this one."),

        // 'kubectl port-forward' reaches the loopback interface of a pod, so the listener is worth more than the paste.
        new(EnvironmentIds.Kubernetes, EnvironmentSignals.Any("KUBERNETES_SERVICE_HOST"),
            OpensNot, ForwardNeeded, [Device, Loopback, Paste],
            "Kubernetes: the browser reaches a pod only through a port forward."),

        // A published port does not reach the loopback interface of a container (that takes an explicit unsafe bind,
        // or the network of the host), whereas a paste always works: it comes before the listener.
        new(EnvironmentIds.Container, EnvironmentSignals.Container,
            OpensNot, ForwardNeeded, [Device, Paste, Loopback],
            "A container: the browser reaches it only through a port that is forwarded or published."),

        new(EnvironmentIds.DesktopMacOS, EnvironmentSignals.Session(HostPlatform.MacOS, graphical: true),
            Opens, Direct, [Loopback, Paste],
            "A macOS desktop: browser and process share the loopback interface."),

        new(EnvironmentIds.DesktopWindows, EnvironmentSignals.Session(HostPlatform.Windows, graphical: true),
            Opens, Direct, [Loopback, Paste],
            "A Windows desktop: browser and process share the loopback interface."),

        // A browser of somebody at this very machine would reach the listener; nothing tells whether there is one.
        new(EnvironmentIds.WindowsService, EnvironmentSignals.Session(HostPlatform.Windows, graphical: false),
            OpensNot, Unknown, [Device, Paste, Loopback],
            "A Windows service or a session without a desktop: a browser opened here would show nowhere."),

        new(EnvironmentIds.DesktopLinux, EnvironmentSignals.LinuxDisplay,
            Opens, Direct, [Loopback, Paste],
            "A Linux desktop: browser and process share the loopback interface."),
    ];

    /// <summary>What decides when no row holds. A shell that sudo or tmux has stripped of SSH_* ends up here, so paste stays in.</summary>
    public static EnvironmentDetector Otherwise { get; } = new(
        EnvironmentIds.Headless, static _ => [],
        OpensNot, Unknown, [Loopback, Paste, Device],
        "No display, and no sign of where the user is.");

    /// <summary>Variables that decide nothing but make a reader doubt the others: sudo strips SSH_*, tmux and screen keep stale ones.</summary>
    public static Func<EnvironmentSnapshot, string[]> Notes { get; } = EnvironmentSignals.Any("SUDO_USER", "TMUX", "STY");
}
