using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Testing;

/// <summary>What the probe would say in the places where sign-ins happen. Vary one with a <c>with</c> expression.</summary>
public static class EnvironmentPresets
{
    private static readonly IReadOnlyList<SignInChannel> LoopbackFirst = [SignInChannel.Loopback, SignInChannel.Paste, SignInChannel.Device];
    private static readonly IReadOnlyList<SignInChannel> PasteFirst = [SignInChannel.Paste, SignInChannel.Device];

    /// <summary>A Linux desktop with a terminal: the browser opens and reaches the listener.</summary>
    public static HostEnvironment LocalDesktop { get; } = new()
    {
        Id = "desktop-linux",
        CanOpenBrowser = true,
        Loopback = LoopbackReachability.Direct,
        Channels = LoopbackFirst,
        Rule = "A graphical session is present.",
        Signals = ["DISPLAY"],
        UserName = "ada",
        HostName = "laptop",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
    };

    /// <summary>An interactive SSH session: no browser here, and the listener is reached through a port forward. Addresses are those of RFC 5737.</summary>
    public static HostEnvironment Ssh { get; } = new()
    {
        Id = "ssh",
        CanOpenBrowser = false,
        Loopback = LoopbackReachability.ForwardNeeded,
        Channels = LoopbackFirst,
        Rule = "The process was started through SSH.",
        Signals = ["SSH_CONNECTION", "SSH_TTY"],
        Ssh = new SshConnection("203.0.113.7", 52314, "198.51.100.20", 22),
        UserName = "ada",
        HostName = "build-box",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
    };

    /// <summary>A GitHub Codespace in its terminal: a browser helper is there, and whether the port is forwarded depends on the client.</summary>
    public static HostEnvironment Codespaces { get; } = new()
    {
        Id = "codespaces",
        CanOpenBrowser = true,
        Loopback = LoopbackReachability.ForwardNeeded,
        Channels = LoopbackFirst,
        Rule = "The process runs in a codespace.",
        Signals = ["CODESPACES", "CODESPACE_NAME"],
        AlsoHolds = ["container"],
        UserName = "codespace",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
        BrowserVariableSet = true,
    };

    /// <summary>Google Cloud Shell: no way from the browser to the loopback interface.</summary>
    public static HostEnvironment CloudShell { get; } = new()
    {
        Id = "cloud-shell-gcp",
        CanOpenBrowser = false,
        Loopback = LoopbackReachability.Unreachable,
        Channels = PasteFirst,
        Rule = "The process runs in Google Cloud Shell.",
        Signals = ["CLOUD_SHELL"],
        UserName = "ada",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
    };

    /// <summary>A container with a terminal attached: the loopback interface is the container's own.</summary>
    public static HostEnvironment Container { get; } = new()
    {
        Id = "container",
        CanOpenBrowser = false,
        Loopback = LoopbackReachability.Unreachable,
        Channels = PasteFirst,
        Rule = "The process runs in a container.",
        Signals = ["/.dockerenv"],
        UserName = "root",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
    };

    /// <summary>A host without a display and without SSH, with a terminal, such as a serial console.</summary>
    public static HostEnvironment Headless { get; } = new()
    {
        Id = "headless",
        CanOpenBrowser = false,
        Loopback = LoopbackReachability.Unknown,
        Channels = LoopbackFirst,
        Rule = "There is no graphical session.",
        UserName = "ada",
        HostName = "server",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
    };

    /// <summary>A continuous integration job: nobody is there to sign in.</summary>
    public static HostEnvironment Ci { get; } = new()
    {
        Id = "ci",
        CanOpenBrowser = false,
        Loopback = LoopbackReachability.Unreachable,
        Channels = [],
        Rule = "The process runs in a continuous integration job.",
        Signals = ["CI"],
    };
}
