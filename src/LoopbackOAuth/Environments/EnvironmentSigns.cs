using static LoopbackOAuth.Environments.EnvironmentCondition;

namespace LoopbackOAuth.Environments;

/// <summary>The conditions that several rows of <see cref="EnvironmentTable"/> share.</summary>
internal static class EnvironmentSigns
{
    /// <summary>What ECS sets in its containers.</summary>
    public const string EcsVariable = "ECS_CONTAINER_METADATA_URI_V4";

    /// <summary>The variables of an SSH session. A malformed <c>SSH_CONNECTION</c> still tells that there is one.</summary>
    public static EnvironmentCondition SshVariables { get; } = Any("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY");

    /// <summary>An SSH session, also where sudo or su has removed its variables.</summary>
    public static EnvironmentCondition Ssh { get; } = Either(
        SshVariables,
        Fact("an ancestor `sshd`", "ancestor-sshd", snapshot => snapshot.CameThrough(RemoteShell.Ssh)),
        Fact("a login session from another host", "remote-login-session", snapshot => snapshot.LoginIsRemote == true && snapshot.Multiplexer == TerminalMultiplexer.None));

    /// <summary>mosh. Its shell inherits the variables of the SSH session that started it.</summary>
    public static EnvironmentCondition Mosh { get; } =
        Fact("an ancestor `mosh-server`", "ancestor-mosh-server", snapshot => snapshot.CameThrough(RemoteShell.Mosh));

    /// <summary>Session Manager of AWS, also as ECS Exec. It sets no variable.</summary>
    public static EnvironmentCondition SessionManager { get; } =
        Fact("an ancestor `ssm-session-worker`", "ancestor-ssm-session-worker", snapshot => snapshot.CameThrough(RemoteShell.SessionManager));

    /// <summary>A terminal of VS Code, or of an editor made from it, whose other half runs elsewhere.</summary>
    public static EnvironmentCondition RemoteEditor { get; } = Any("VSCODE_IPC_HOOK_CLI");

    /// <summary>A program in a terminal of a JetBrains IDE.</summary>
    public static EnvironmentCondition JetBrainsTerminal { get; } =
        Value("TERMINAL_EMULATOR", "is `JetBrains-JediTerm`", value => value == "JetBrains-JediTerm");

    /// <summary>A workspace of Coder. <c>CODER_URL</c> is not among them: it is set on the user's own computer, too.</summary>
    public static EnvironmentCondition Coder { get; } = Any("CODER", "CODER_WORKSPACE_NAME", "CODER_AGENT_URL");

    /// <summary>A CI job.</summary>
    public static EnvironmentCondition Ci { get; } = Any(
        "CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL", "BUILDKITE", "CIRCLECI", "TEAMCITY_VERSION", "BITBUCKET_BUILD_NUMBER", "CODEBUILD_BUILD_ID");

    /// <summary>
    /// A container, by marker files and variables. What shares the display and the network of its host is none in this
    /// sense, and neither is WSL, which systemd takes for one.
    /// </summary>
    public static EnvironmentCondition Container { get; } = All(
        Either(
            Fact("`/.dockerenv`", "/.dockerenv", snapshot => snapshot.Files.Contains("/.dockerenv")),
            Fact("`/run/.containerenv`", "/run/.containerenv", snapshot => snapshot.Files.Contains("/run/.containerenv")),
            Any("container", "DOTNET_RUNNING_IN_CONTAINER"),
            Fact("`/run/systemd/container` (not `wsl`)", "/run/systemd/container", snapshot => snapshot.ContainerManager is { Length: > 0 } and not "wsl")),
        Is("not of Toolbx, Distrobox or Flatpak", snapshot => !snapshot.SharesItsHost));

    /// <summary>
    /// WSL, by its variables, or by the kernel when sudo has removed these. The kernel alone says nothing inside a
    /// container, because those of Docker Desktop on Windows share it; the variables do even where a distribution
    /// made from an image still carries its <c>/.dockerenv</c>.
    /// </summary>
    public static EnvironmentCondition Wsl { get; } = All(
        Is("Linux", snapshot => snapshot.Platform == HostPlatform.Linux),
        Either(
            Any("WSL_DISTRO_NAME", "WSL_INTEROP"),
            Fact("`microsoft` in `/proc/version`", "/proc/version", snapshot => snapshot.HasWslKernel && (snapshot.Has("WSL_DISTRO_NAME") | snapshot.Has("WSL_INTEROP") | !Container.Holds(snapshot, [])))));

    /// <summary>A display that sshd made. Alone it tells of SSH only on a plain Linux host: sudo keeps it and removes the rest.</summary>
    public static EnvironmentCondition ForwardedX11 { get; } = All(
        Either(Ssh, Is("a Linux host that is neither a container nor WSL", snapshot => snapshot.Platform == HostPlatform.Linux && !Container.Holds(snapshot, []) && !Wsl.Holds(snapshot, []))),
        Value("DISPLAY", "is `localhost:10` or above", ForwardedDisplay.Matches));

    /// <summary>A display of this host.</summary>
    public static EnvironmentCondition LinuxDisplay { get; } = All(
        Is("Linux", snapshot => snapshot.Platform == HostPlatform.Linux),
        Either(
            Fact("`DISPLAY` (not a forwarded one)", "DISPLAY", snapshot => snapshot.Has("DISPLAY") && !ForwardedDisplay.Matches(snapshot.Value("DISPLAY"))),
            Any("WAYLAND_DISPLAY")));

    /// <summary>A shell in tmux, screen or Zellij that cannot tell from where it is attached today.</summary>
    public static EnvironmentCondition OldShell { get; } =
        Is("in tmux, screen or Zellij, which say nothing about today's connection", snapshot => snapshot.IsOldShell);

    /// <summary>A Windows session that shows nothing.</summary>
    public static EnvironmentCondition HiddenWindows { get; } = All(
        Is("Windows", snapshot => snapshot.Platform == HostPlatform.Windows),
        Either(
            Fact("a window station that is not visible", "no-graphical-session", snapshot => !snapshot.HasGraphicalSession),
            Fact("session 0", "windows-session-0", snapshot => snapshot.WindowsSessionId == 0),
            Fact("no program for https addresses", "no-browser-association", snapshot => snapshot.HasBrowserAssociation == false)));

    /// <summary>A graphical session of macOS or Windows.</summary>
    public static EnvironmentCondition GraphicalSession(HostPlatform platform, string words) =>
        Fact(words, "graphical-session", snapshot => snapshot.Platform == platform && snapshot.HasGraphicalSession);
}
