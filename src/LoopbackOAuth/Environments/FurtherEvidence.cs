namespace LoopbackOAuth.Environments;

/// <summary>
/// What is looked for only where the variables leave the question open: the usual desktop, SSH session and container
/// cost next to nothing more.
/// </summary>
internal static class FurtherEvidence
{
    private const string ContainerFile = "/run/systemd/container";
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";
    private const string VendorFile = "/sys/devices/virtual/dmi/id/sys_vendor";
    private const string InstanceFile = "/sys/devices/virtual/dmi/id/board_asset_tag";

    private static readonly string[] NetworkingMode = ["--networking-mode"];

    /// <summary>Adds what may decide.</summary>
    /// <param name="snapshot">What variables and marker files say.</param>
    /// <param name="isThorough">Whether to ask also <c>wslinfo</c>, for which a process starts.</param>
    public static EnvironmentSnapshot Add(EnvironmentSnapshot snapshot, bool isThorough)
    {
        if (EnvironmentTable.Decide(snapshot).IsSettled)
        {
            return snapshot;
        }

        return snapshot.Platform switch
        {
            HostPlatform.Windows => AddWindows(snapshot),
            HostPlatform.Linux => AddLinux(snapshot, isThorough),
            _ => AddTmux(snapshot),
        };
    }

    private static EnvironmentSnapshot AddWindows(EnvironmentSnapshot snapshot) =>
        OperatingSystem.IsWindows() && snapshot.HasGraphicalSession
            ? snapshot with
            {
                WindowsSessionId = Attempt.To(WindowsSession.Id, null),
                HasBrowserAssociation = Attempt.To(WindowsSession.HasBrowser, null),
            }
            : snapshot;

    private static EnvironmentSnapshot AddLinux(EnvironmentSnapshot snapshot, bool isThorough)
    {
        if (snapshot.Multiplexer != TerminalMultiplexer.None)
        {
            snapshot = AddTmux(snapshot);
            return snapshot.IsOldShell && snapshot.HasLocalDisplay && !snapshot.HasSshVariables
                ? snapshot with { HasRemoteLogins = LoginSession.AnyIsRemote() }
                : snapshot;
        }

        if (IsOpen(snapshot))
        {
            snapshot = snapshot with { Ancestors = ProcessAncestors.Read() };
            if (EnvironmentTable.Decide(snapshot).Id is not (EnvironmentIds.Ssh or EnvironmentIds.SshX11 or EnvironmentIds.Mosh or EnvironmentIds.Ssm))
            {
                snapshot = snapshot with
                {
                    LoginIsRemote = LoginSession.IsRemote(snapshot.Value("XDG_SESSION_ID")),
                    ContainerManager = SmallFile.Read(ContainerFile)?.Trim(),
                };
            }
        }

        return EnvironmentTable.Decide(snapshot).Id switch
        {
            EnvironmentIds.Ssm when SmallFile.Read(VendorFile)?.Trim() == "Amazon EC2" => snapshot with { CloudInstanceId = InstanceId(SmallFile.Read(InstanceFile)) },
            EnvironmentIds.Kubernetes => snapshot with { KubernetesNamespace = SmallFile.Read(NamespaceFile)?.Trim() },
            EnvironmentIds.Wsl when isThorough => snapshot with { WslNetworkingMode = BoundedProgram.Output("wslinfo", NetworkingMode)?.Trim().ToLowerInvariant() },
            _ => snapshot,
        };
    }

    /// <summary>
    /// Whether the variables leave open how the user came: nothing says SSH or desktop, sudo or su may have removed what
    /// did, or mosh may be behind SSH (it sets a variable of ncurses for its shells).
    /// </summary>
    internal static bool IsOpen(EnvironmentSnapshot snapshot)
    {
        bool isSudo = InvokingUser.IsNamed(snapshot);
        bool mayBeMosh = snapshot.Has("NCURSES_NO_UTF8_ACS");
        return snapshot.HasSshVariables
            ? isSudo || mayBeMosh
            : isSudo || (!snapshot.HasLocalDisplay && !EnvironmentSigns.Wsl.Holds(snapshot, []));
    }

    // Not through sudo: the socket may be of the user who called it.
    private static EnvironmentSnapshot AddTmux(EnvironmentSnapshot snapshot) =>
        snapshot.Has("TMUX") && !InvokingUser.IsNamed(snapshot)
            ? snapshot with { TmuxVariables = TmuxServer.Ask(snapshot.Value("TMUX")) }
            : snapshot;

    /// <summary>The id of an EC2 instance; other makers put other things there.</summary>
    internal static string? InstanceId(string? tag) => tag?.Trim() is { Length: > 2 and <= 32 } id && id.StartsWith("i-", StringComparison.Ordinal) ? id : null;
}
