using static LoopbackOAuth.Environments.EnvironmentCondition;
using static LoopbackOAuth.Environments.EnvironmentTable;

namespace LoopbackOAuth.Environments;

/// <summary>
/// The ways a shell on another host is reached, and jobs with nobody behind them. SSH comes before everything it may lead
/// into (a container with an SSH server, a desktop, WSL), because it is the way the user came.
/// </summary>
internal static class ShellRows
{
    /// <summary>The rows.</summary>
    public static EnvironmentDetector[] Rows { get; } =
    [
        // Before SSH: an agent that was started over SSH hands SSH_* down to jobs. On a terminal SSH comes first,
        // because a person who logs in to a runner has both.
        new(EnvironmentIds.Ci, All(EnvironmentSigns.Ci, Is("standard input is no terminal", snapshot => !snapshot.InputIsTerminal)),
            OpensNot, Unreachable, [],
            "A CI job: nobody is there to sign in.")
        {
            IsSettled = true, Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Serverless,
            All(
                Any("AWS_LAMBDA_FUNCTION_NAME", "K_SERVICE", "CLOUD_RUN_JOB", "WEBSITE_INSTANCE_ID"),
                Is("standard input is no terminal", snapshot => !snapshot.InputIsTerminal),
                Not(EnvironmentSigns.SshVariables, "no variable of SSH")),
            OpensNot, Unreachable, [],
            "A function or job that the cloud runs: nobody is there to sign in.")
        {
            IsSettled = true, Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Ssm, All(EnvironmentSigns.SessionManager, Any(EnvironmentSigns.EcsVariable), Not(EnvironmentSigns.SshVariables, "no variable of SSH")),
            OpensNot, ForwardNeeded, [Paste, Device, Loopback],
            "ECS Exec: only a second session that forwards the port reaches this container, which the console in a browser tab cannot open.")
        {
            Case = "ECS Exec", Source = EvidenceSource.Described,
        },

        new(EnvironmentIds.Ssm, All(EnvironmentSigns.SessionManager, Not(EnvironmentSigns.SshVariables, "no variable of SSH")),
            OpensNot, ForwardNeeded, [Paste, Device, Loopback],
            "AWS Session Manager: only a second session that forwards the port reaches this host, which the console in a browser tab cannot open.")
        {
            Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Mosh, EnvironmentSigns.Mosh,
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "mosh: it carries no port forward, so the user's browser reaches this host only through a separate ssh.")
        {
            Source = EvidenceSource.Seen,
        },

        // The user's own browser needs the forward. One that runs on this host and shows through X11 would reach the
        // loopback interface, but slowly: it is opened only when BROWSER asks for it.
        new(EnvironmentIds.SshX11, EnvironmentSigns.ForwardedX11,
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "SSH with X11 forwarding: the user's own browser reaches this host only through a port forward. One on this host would need none, but is slow.")
        {
            Source = EvidenceSource.Documented,
        },

        // The user sits at this host's display, or elsewhere: the variables may be of another day.
        new(EnvironmentIds.Ssh, All(EnvironmentSigns.SshVariables, EnvironmentSigns.OldShell, Is("a display of this host", snapshot => snapshot.HasLocalDisplay)),
            OpensNot, Unknown, [Loopback, Paste, Device],
            "A shell that once came over SSH, on a host with a display: nothing tells whether its user is at this host today.")
        {
            Case = "kept by a multiplexer, on a host with a display", Source = EvidenceSource.Described,
        },

        // The desktop's session was started over SSH and kept the variables, or came with them. Its user looks at it from
        // elsewhere, and so at the browser on it. A display without such a sign may be anybody's.
        new(EnvironmentIds.DesktopLinux,
            All(
                EnvironmentSigns.SshVariables,
                EnvironmentSigns.LinuxDisplay,
                Any("VNCDESKTOP", "X2GO_SESSION", "NXSESSIONID", "XRDP_SESSION", "CHROME_REMOTE_DESKTOP_SESSION")),
            Opens, Direct, [Loopback, Paste],
            "A remote desktop on this host: its browser shares the loopback interface.")
        {
            Case = "a remote desktop started over SSH", Source = EvidenceSource.Described,
        },

        new(EnvironmentIds.Ssh, EnvironmentSigns.Ssh,
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "SSH: the user's browser is on another machine and reaches this one only through a port forward.")
        {
            Source = EvidenceSource.Seen,
        },

        new(EnvironmentIds.Ci, EnvironmentSigns.Ci,
            OpensNot, Unknown, [Loopback, Paste, Device],
            "A CI variable is set, but there is a terminal: no browser is opened, and nothing tells where the user's is.")
        {
            Case = "on a terminal", IsSettled = true, Source = EvidenceSource.Documented,
        },
    ];
}
