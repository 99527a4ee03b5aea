namespace LoopbackOAuth.Environments;

/// <summary>
/// All environments that are told apart, the weightiest first: the first row that holds decides, the others stay among
/// the evidence. A new environment is one row and one id. <c>docs/environments.md</c> is written from these rows.
/// </summary>
/// <remarks>
/// <para>The order goes from what says most about the way to the user's browser to what says least.</para>
/// <para>1. Hosted workspaces (<see cref="HostedRows"/>): their names are unmistakable, they are containers underneath,
/// and they stay what they are when they are reached over SSH.</para>
/// <para>2. Editors (<see cref="EditorRows"/>): they bring the way back with them, so they come before the SSH or the
/// container through which they are connected.</para>
/// <para>3. Shells (<see cref="ShellRows"/>): SSH, before everything it may lead into, and CI: before SSH where there is
/// no terminal, after it where there is one; before the containers, because jobs run in them.</para>
/// <para>4. Hosts (<see cref="HostRows"/>): WSL before the containers (see <see cref="EnvironmentSigns.Wsl"/> for who
/// owns which sign), Kubernetes before the container that a pod is, containers before the desktops: a display that was
/// passed in does not make the loopback interface the user's.</para>
/// <para>5. Desktops (<see cref="DesktopRows"/>), and last what is left.</para>
/// <para>"Loopback" is never missing from a row with a user behind it: listening costs nothing, and a forward, a
/// browser on the same host or a <c>curl</c> in a second terminal may still reach it.</para>
/// </remarks>
internal static class EnvironmentTable
{
    internal const SignInChannel Loopback = SignInChannel.Loopback;
    internal const SignInChannel Paste = SignInChannel.Paste;
    internal const SignInChannel Device = SignInChannel.Device;

    internal const LoopbackReachability Direct = LoopbackReachability.Direct;
    internal const LoopbackReachability ForwardNeeded = LoopbackReachability.ForwardNeeded;
    internal const LoopbackReachability Unreachable = LoopbackReachability.Unreachable;
    internal const LoopbackReachability Unknown = LoopbackReachability.Unknown;

    internal const bool Opens = true;
    internal const bool OpensNot = false;

    /// <summary>The rows, in order of weight.</summary>
    public static EnvironmentDetector[] Rows { get; } = [.. HostedRows.Rows, .. EditorRows.Rows, .. ShellRows.Rows, .. HostRows.Rows];

    /// <summary>What decides when no row holds. A shell whose signs are all gone ends up here, so paste stays in.</summary>
    public static EnvironmentDetector Otherwise { get; } = new(
        EnvironmentIds.Headless, EnvironmentCondition.Is("none of the others", static _ => true),
        OpensNot, Unknown, [Loopback, Paste, Device],
        "No display, and no sign of where the user is.")
    {
        Source = EvidenceSource.Seen,
    };

    /// <summary>The row that decides.</summary>
    public static EnvironmentDetector Decide(EnvironmentSnapshot snapshot)
    {
        List<string> seen = [];
        foreach (EnvironmentDetector row in Rows)
        {
            if (row.When.Holds(snapshot, seen))
            {
                return row;
            }
        }

        return Otherwise;
    }
}
