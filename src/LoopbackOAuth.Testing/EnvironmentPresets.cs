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

    /// <summary>A serverless function: nobody is there to sign in.</summary>
    public static HostEnvironment Serverless { get; } = EnvironmentProbe.Evaluate(WithoutTerminal("sbx", "function-1", ("AWS_LAMBDA_FUNCTION_NAME", "nightly")));

    /// <summary>A macOS desktop.</summary>
    public static HostEnvironment MacOS { get; } = EnvironmentProbe.Evaluate(Terminal("ada", "macbook") with { Platform = HostPlatform.MacOS });

    /// <summary>A Windows desktop.</summary>
    public static HostEnvironment Windows { get; } = EnvironmentProbe.Evaluate(Terminal("ada", "laptop") with { Platform = HostPlatform.Windows, WindowsSessionId = 1 });

    /// <summary>A Windows service, without a terminal: no page would be seen.</summary>
    public static HostEnvironment WindowsService { get; } = EnvironmentProbe.Evaluate(
        WithoutTerminal("ada", "server") with { Platform = HostPlatform.Windows, HasGraphicalSession = false, WindowsSessionId = 0 });

    /// <summary>An SSH session that forwards X11.</summary>
    public static HostEnvironment SshX11 { get; } = AtTerminal("ada", "build-box", Connection, ("DISPLAY", "localhost:10.0"));

    /// <summary>A shell in mosh, which carries no port forward.</summary>
    public static HostEnvironment Mosh { get; } = EnvironmentProbe.Evaluate(
        Terminal("ada", "build-box", Connection) with { Ancestors = ["bash", "mosh-server", "systemd"] });

    /// <summary>An SSH session as root, through sudo: only an ancestor tells of SSH, and the token goes to root's home.</summary>
    public static HostEnvironment SshSudo { get; } = EnvironmentProbe.Evaluate(
        Terminal("root", "build-box", ("SUDO_USER", "ada")) with { IsRoot = true, Ancestors = ["sudo", "bash", "sshd", "systemd"] });

    /// <summary>A shell in tmux that was last attached over SSH, as tmux says.</summary>
    public static HostEnvironment SshTmux { get; } = EnvironmentProbe.Evaluate(
        Terminal("ada", "build-box", ("TMUX", "/tmp/tmux-1000/default,3000,0")) with
        {
            TmuxVariables = new Dictionary<string, string?>(StringComparer.Ordinal) { [Connection.Name] = Connection.Value },
        });

    /// <summary>A terminal of VS Code connected over SSH: the editor opens pages and forwards ports.</summary>
    public static HostEnvironment VSCodeRemoteSsh { get; } = AtTerminal("ada", "build-box", Connection, Editor, EditorBrowser);

    /// <summary>A terminal of VS Code reached through a dev tunnel: the editor opens pages, and ports are not on the user's loopback interface.</summary>
    public static HostEnvironment VSCodeTunnel { get; } = AtTerminal(
        "ada", "build-box", Editor, ("BROWSER", "/home/ada/.vscode/cli/servers/Stable-1a2b3c/server/bin/helpers/browser.sh"));

    /// <summary>A dev container in the terminal of its editor.</summary>
    public static HostEnvironment DevContainer { get; } = EnvironmentProbe.Evaluate(
        Terminal("vscode", "1a2b3c4d5e6f", ("REMOTE_CONTAINERS", "true"), Editor, EditorBrowser) with { Files = Marker });

    /// <summary>A terminal of a JetBrains IDE connected over SSH.</summary>
    public static HostEnvironment JetBrainsGateway { get; } = AtTerminal("ada", "build-box", Connection, ("TERMINAL_EMULATOR", "JetBrains-JediTerm"));

    /// <summary>code-server: ports are below its proxy, under another address.</summary>
    public static HostEnvironment CodeServer { get; } = AtTerminal("ada", "build-box", Editor, ("VSCODE_PROXY_URI", "./proxy/{{port}}"));

    /// <summary>A Coder workspace in the browser: the port is reached through <c>coder port-forward</c>.</summary>
    public static HostEnvironment Coder { get; } = AtTerminal("coder", "dev", ("CODER", "true"), ("CODER_WORKSPACE_NAME", "dev"), ("CODER_AGENT_URL", "https://coder.example/"));

    /// <summary>Google Cloud Workstations.</summary>
    public static HostEnvironment CloudWorkstations { get; } = AtTerminal(
        "user", "ws-1", ("GOOGLE_CLOUD_WORKSTATIONS", "true"), ("WEB_HOST", "ws-1.cluster-1a2b3c.cloudworkstations.dev"));

    /// <summary>Azure Cloud Shell.</summary>
    public static HostEnvironment AzureCloudShell { get; } = AtTerminal("ada", "sandboxhost-1", ("AZUREPS_HOST_ENVIRONMENT", "cloud-shell/1.0"), ("ACC_CLOUD", "AzureCloud"));

    /// <summary>Oracle Cloud Shell: no way from the browser to the loopback interface.</summary>
    public static HostEnvironment OracleCloudShell { get; } = AtTerminal("ada", "1a2b3c4d5e6f", ("OCI_CLI_CLOUD_SHELL", "True"));

    /// <summary>AWS CloudShell.</summary>
    public static HostEnvironment AwsCloudShell { get; } = AtTerminal("cloudshell-user", "ip-192-0-2-7", ("AWS_EXECUTION_ENV", "CloudShell"));

    /// <summary>A session of AWS Session Manager on an EC2 instance.</summary>
    public static HostEnvironment SessionManager { get; } = EnvironmentProbe.Evaluate(
        Terminal("ssm-user", "ip-192-0-2-7") with { Ancestors = ["sh", "ssm-session-wor", "systemd"], CloudInstanceId = "i-0123456789abcdef0" });

    /// <summary>Replit.</summary>
    public static HostEnvironment Replit { get; } = AtTerminal("runner", "1a2b3c", ("REPL_ID", "1a2b3c"));

    /// <summary>StackBlitz.</summary>
    public static HostEnvironment StackBlitz { get; } = AtTerminal("ada", "stackblitz", ("STACKBLITZ", "true"));

    /// <summary>CodeSandbox.</summary>
    public static HostEnvironment CodeSandbox { get; } = AtTerminal("root", "1a2b3c", ("CODESANDBOX_HOST", "1a2b3c"), ("CSB", "true"));

    /// <summary>A kernel of JupyterHub, without a terminal.</summary>
    public static HostEnvironment Jupyter { get; } = EnvironmentProbe.Evaluate(WithoutTerminal("jovyan", "jupyter-ada", ("JUPYTERHUB_USER", "ada"), ("JPY_PARENT_PID", "7")));

    /// <summary>Google Colab, without a terminal.</summary>
    public static HostEnvironment Colab { get; } = EnvironmentProbe.Evaluate(WithoutTerminal("root", "1a2b3c4d5e6f", ("COLAB_RELEASE_TAG", "release-colab"), ("JPY_PARENT_PID", "7")));

    // Properties, not fields: these are needed while the presets above are made.
    private static (string Name, string Value) Connection => ("SSH_CONNECTION", "203.0.113.7 52314 198.51.100.20 22");

    private static (string Name, string Value) Editor => ("VSCODE_IPC_HOOK_CLI", "/run/user/1000/vscode-ipc-1a2b3c.sock");

    private static (string Name, string Value) EditorBrowser => ("BROWSER", "/home/ada/.vscode-server/bin/1a2b3c/bin/helpers/browser.sh");

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
