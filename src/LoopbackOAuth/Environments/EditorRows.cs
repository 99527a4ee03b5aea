using static LoopbackOAuth.Environments.EnvironmentCondition;
using static LoopbackOAuth.Environments.EnvironmentTable;

namespace LoopbackOAuth.Environments;

/// <summary>Editors whose other half runs on the user's own computer. Who opens a page there is <c>BROWSER</c>, the helper that they set.</summary>
internal static class EditorRows
{
    private static readonly EnvironmentCondition DevContainerSigns = Any("REMOTE_CONTAINERS", "REMOTE_CONTAINERS_IPC");

    private static readonly EnvironmentCondition EditorOverSsh = All(
        EnvironmentSigns.RemoteEditor,
        Any("SSH_CONNECTION", "SSH_CLIENT"),
        Either(Not(Any("SSH_TTY")), Value("TERM_PROGRAM", "is `vscode`", value => value == "vscode")));

    /// <summary>The rows.</summary>
    public static EnvironmentDetector[] Rows { get; } =
    [
        new(EnvironmentIds.DevContainer, All(DevContainerSigns, EnvironmentSigns.RemoteEditor),
            OpensNot, Direct, [Loopback, Paste, Device],
            "A dev container: its editor forwards the port when it sees it in use or its address in the output.")
        {
            Case = "in the editor's terminal", IsSettled = true, Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.DevContainer, DevContainerSigns,
            OpensNot, Unknown, [Loopback, Paste, Device],
            "A dev container outside its editor's terminal: the editor forwards the port while it is connected.")
        {
            IsSettled = true, Source = EvidenceSource.Described,
        },

        // A tunnel is often started from an SSH session, whose variables its terminals then have. The place of the
        // editor's server tells: see EditorHelper.
        new(EnvironmentIds.VsCodeTunnel,
            All(
                EnvironmentSigns.RemoteEditor,
                Either(
                    Value("BROWSER", "lies in `~/.vscode/cli/servers`", EditorHelper.IsTunnel),
                    Value("VSCODE_GIT_ASKPASS_NODE", "lies in `~/.vscode/cli/servers`", EditorHelper.IsTunnel)),
                Not(EnvironmentSigns.Wsl, "not in WSL")),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "VS Code through a dev tunnel: a forwarded port gets an address of the tunnel, not one on the user's loopback interface.")
        {
            Case = "by the place of its server", IsSettled = true, Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.VsCodeRemoteSsh, All(EditorOverSsh, Is("in tmux, screen or Zellij", snapshot => snapshot.Multiplexer != TerminalMultiplexer.None)),
            OpensNot, Unknown, [Loopback, Paste, Device],
            "VS Code over SSH, seen by variables that a multiplexer may have kept: the editor forwards the port only while it is connected.")
        {
            Case = "kept by a multiplexer", IsSettled = true, Source = EvidenceSource.Described,
        },

        // With a terminal of sshd's own (SSH_TTY) it is a plain session into which somebody has carried the editor's
        // variable, unless the terminal says that it is the editor's.
        new(EnvironmentIds.VsCodeRemoteSsh, EditorOverSsh,
            OpensNot, Direct, [Loopback, Paste, Device],
            "VS Code over SSH: the editor forwards the port by itself, a moment after it is in use.")
        {
            IsSettled = true, Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.JetBrainsGateway, All(EnvironmentSigns.JetBrainsTerminal, EnvironmentSigns.SshVariables),
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "A JetBrains IDE over SSH: the user's browser reaches this host only through a port forward.")
        {
            IsSettled = true, Source = EvidenceSource.Described,
        },

        // What is left: neither SSH, nor a dev container, nor WSL, where the editor's server is on the same computer, nor
        // a desktop that serves an editor to its own browser. Many products are made this way.
        new(EnvironmentIds.VsCodeTunnel,
            All(
                EnvironmentSigns.RemoteEditor,
                Not(EnvironmentSigns.SshVariables, "no variable of SSH"),
                Not(EnvironmentSigns.Wsl, "not in WSL"),
                Is("no display", snapshot => !snapshot.HasLocalDisplay)),
            OpensNot, Unreachable, [Paste, Device, Loopback],
            "VS Code whose other half is elsewhere, in a browser tab or through a tunnel: a forwarded port gets an address of its own, not one on the user's loopback interface.")
        {
            IsSettled = true, IsLeftOver = true, Source = EvidenceSource.Documented,
        },
    ];
}
