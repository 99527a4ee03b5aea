using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Testing;

/// <summary>
/// What the probe says in the places where sign-ins happen, with a terminal unless stated otherwise. Each is the real
/// probe's judgement of what such a place looks like. Vary one with a <c>with</c> expression, or judge a snapshot of
/// your own with <see cref="EnvironmentProbe.Evaluate"/>.
/// </summary>
/// <remarks>Addresses are those of documentation (RFC 5737), names are made up.</remarks>
public static class EnvironmentPresets
{
    /// <summary>A Linux desktop: the browser opens and reaches the listener.</summary>
    public static HostEnvironment LocalDesktop { get; } = AtTerminal("ada", "laptop", ("DISPLAY", ":0"));

    /// <summary>An interactive SSH session: no browser here, and the listener is reached through a port forward to <c>ada@198.51.100.20</c>.</summary>
    public static HostEnvironment Ssh { get; } = AtTerminal(
        "ada",
        "build-box",
        ("SSH_CONNECTION", "203.0.113.7 52314 198.51.100.20 22"),
        ("SSH_TTY", "/dev/pts/0"));

    /// <summary>A GitHub Codespace in its terminal: a browser helper is there, and whether the port is forwarded depends on the editor.</summary>
    public static HostEnvironment Codespaces { get; } = EnvironmentProbe.Evaluate(
        Terminal(
            "codespace",
            "codespaces-1a2b3c",
            ("CODESPACES", "true"),
            ("CODESPACE_NAME", "fluffy-waffle"),
            ("BROWSER", "/vscode/bin/linux-x64/bin/helpers/browser.sh")) with { Files = Marker });

    /// <summary>Google Cloud Shell: no way from the browser to the loopback interface.</summary>
    public static HostEnvironment CloudShell { get; } = AtTerminal("ada", "cs-1a2b3c", ("CLOUD_SHELL", "true"), ("DEVSHELL_CLIENT_PORT", "36000"));

    /// <summary>A Gitpod workspace: whether the port is forwarded depends on the editor.</summary>
    public static HostEnvironment Gitpod { get; } = AtTerminal(
        "gitpod",
        "example-workspace",
        ("GITPOD_WORKSPACE_ID", "example-workspace"),
        ("GITPOD_WORKSPACE_URL", "https://example-workspace.gitpod.example"));

    /// <summary>The Windows Subsystem for Linux: Windows opens the page and relays its loopback interface.</summary>
    public static HostEnvironment Wsl { get; } = EnvironmentProbe.Evaluate(
        Terminal("ada", "laptop", ("WSL_DISTRO_NAME", "Debian"), ("WSL_INTEROP", "/run/WSL/8_interop"), ("DISPLAY", ":0")) with
        {
            KernelVersion = "Linux version 6.6.0-microsoft-standard-WSL2",
        });

    /// <summary>A container: the loopback interface is the container's own.</summary>
    public static HostEnvironment Container { get; } = EnvironmentProbe.Evaluate(Terminal("root", "1a2b3c4d5e6f") with { Files = Marker });

    /// <summary>A pod in Kubernetes: the listener is reached through <c>kubectl port-forward</c>.</summary>
    public static HostEnvironment Kubernetes { get; } = AtTerminal("root", "web-7d4f9c", ("KUBERNETES_SERVICE_HOST", "192.0.2.1"));

    /// <summary>A host without a display, without SSH and without a terminal, such as a service: no paste.</summary>
    public static HostEnvironment Headless { get; } = EnvironmentProbe.Evaluate(WithoutTerminal("ada", "server"));

    /// <summary>A continuous integration job without a terminal: nobody is there to sign in.</summary>
    public static HostEnvironment Ci { get; } = EnvironmentProbe.Evaluate(WithoutTerminal("runner", "runner-1", ("CI", "true")));

    private static HashSet<string> Marker => new(StringComparer.Ordinal) { "/.dockerenv" };

    private static HostEnvironment AtTerminal(string user, string host, params (string Name, string Value)[] variables) =>
        EnvironmentProbe.Evaluate(Terminal(user, host, variables));

    private static EnvironmentSnapshot Terminal(string user, string host, params (string Name, string Value)[] variables) =>
        WithoutTerminal(user, host, variables) with { InputIsTerminal = true, ErrorIsTerminal = true };

    private static EnvironmentSnapshot WithoutTerminal(string user, string host, params (string Name, string Value)[] variables) => new()
    {
        Platform = HostPlatform.Linux,
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
        UserName = user,
        HostName = host,
    };
}
