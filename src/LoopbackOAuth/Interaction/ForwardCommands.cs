using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Which command forwards the port in which environment. Each keeps the redirect URI as it is: what the browser asks for
/// on the user's own loopback interface arrives on this one, byte for byte. Names come from outside, so only plainly safe
/// ones are printed.
/// </summary>
internal static class ForwardCommands
{
    /// <summary>The command, or <see langword="null"/> where none is known to work.</summary>
    public static ForwardCommand? For(Uri redirectUri, HostEnvironment environment)
    {
        if (LoopbackForward.Of(redirectUri) is not { } forward)
        {
            return null;
        }

        return environment.Id switch
        {
            EnvironmentIds.Codespaces => Codespace(forward, environment),
            EnvironmentIds.CodeServer when environment.Loopback is LoopbackReachability.Direct => null,
            EnvironmentIds.CodeServer => IsCoder(environment) ? Coder(forward, environment) : Ssh(redirectUri, environment),
            EnvironmentIds.Gitpod => Gitpod(forward, environment),
            EnvironmentIds.CloudShellGcp => CloudShell(forward),
            EnvironmentIds.CloudWorkstations => Workstation(forward, environment),
            EnvironmentIds.Ssm => SessionManager(forward, environment),
            EnvironmentIds.Kubernetes => Pod(forward, environment),

            // A notebook server that was started over SSH is reached over SSH.
            EnvironmentIds.Jupyter when IsOverSsh(environment) => Ssh(redirectUri, environment),

            // Its browser is on the same computer, whatever the network between the two.
            EnvironmentIds.Wsl when environment.Loopback is LoopbackReachability.Unknown => null,

            // The editor forwards, or there is no way in, or none that is the same for everybody.
            EnvironmentIds.VsCodeRemoteSsh or EnvironmentIds.DevContainer or EnvironmentIds.VsCodeTunnel
                or EnvironmentIds.Container or EnvironmentIds.WindowsService or EnvironmentIds.Ci or EnvironmentIds.Serverless => null,
            _ => environment.Loopback is LoopbackReachability.Direct or LoopbackReachability.Unreachable ? null : Ssh(redirectUri, environment),
        };
    }

    /// <summary>Whether an SSH connection leads to this environment, whatever else it is.</summary>
    public static bool IsOverSsh(HostEnvironment environment) =>
        (environment is { Id: EnvironmentIds.Codespaces or EnvironmentIds.Gitpod, Loopback: LoopbackReachability.ForwardNeeded })
        || environment.AlsoHolds.Contains(EnvironmentIds.Ssh, StringComparer.Ordinal)
        || environment.AlsoHolds.Contains(EnvironmentIds.SshX11, StringComparer.Ordinal)
        || environment.AlsoHolds.Contains(EnvironmentIds.Mosh, StringComparer.Ordinal);

    // Who came over its SSH gateway can forward over it, too. Its name is not known inside.
    private static ForwardCommand? Gitpod(LoopbackForward forward, HostEnvironment environment) =>
        environment.Loopback is LoopbackReachability.ForwardNeeded
            ? new ForwardCommand($"ssh -N -L {forward.Ssh} user@remote-host", "user and remote-host")
            : null;

    private static ForwardCommand? Ssh(Uri redirectUri, HostEnvironment environment) =>
        TunnelHint.Of(redirectUri, environment) is { } hint ? new ForwardCommand(hint.Command, hint.Placeholders) : null;

    // 'ports forward' takes the remote port first and needs no SSH server in the codespace; it is not documented to reach
    // ::1. Without a name gh asks which codespace is meant.
    private static ForwardCommand Codespace(LoopbackForward forward, HostEnvironment environment)
    {
        string name = ShellSafeName.Host(environment.WorkspaceName) is { } safe ? $" -c {safe}" : string.Empty;
        return IsOverSsh(environment) || forward.IsIPv6
            ? new ForwardCommand($"gh codespace ssh{name} -- -N -L {forward.Ssh}")
            : new ForwardCommand($"gh codespace ports forward {forward.Port}:{forward.Port}{name}");
    }

    private static bool IsCoder(HostEnvironment environment) =>
        environment.WorkspaceName is not null || environment.Signals.Any(signal => signal.StartsWith("CODER", StringComparison.Ordinal));

    // The agent in the workspace forwards to its localhost, of which only 127.0.0.1 is certain.
    private static ForwardCommand? Coder(LoopbackForward forward, HostEnvironment environment)
    {
        string? name = ShellSafeName.Host(environment.WorkspaceName);
        return forward.IsIPv6
            ? null
            : new ForwardCommand($"coder port-forward {name ?? "workspace-name"} --tcp {forward.Port}:{forward.Port}", name is null ? "workspace-name" : string.Empty);
    }

    private static ForwardCommand CloudShell(LoopbackForward forward)
    {
        string option = forward.IsIPv6 ? $"\"--ssh-flag=-L{forward.Ssh.Trim('"')}\"" : $"--ssh-flag=-L{forward.Ssh}";
        return new ForwardCommand($"gcloud cloud-shell ssh --ssh-flag=-N {option}");
    }

    // Over its ssh and not by start-tcp-tunnel, of which it is not documented that it reaches the loopback interface.
    private static ForwardCommand Workstation(LoopbackForward forward, HostEnvironment environment)
    {
        string? name = ShellSafeName.Host(environment.WorkspaceName);
        return new ForwardCommand(
            $"gcloud workstations ssh {name ?? "workstation-name"} --cluster=my-cluster --config=my-config --region=my-region -- -N -L {forward.Ssh}",
            (name is null ? "workstation-name, " : string.Empty) + "my-cluster, my-config and my-region");
    }

    // The agent on the instance dials the port on its own loopback interface, of which only 127.0.0.1 is certain. These quotes mean the same to
    // every shell, unlike those around the JSON that the manual shows.
    private static ForwardCommand? SessionManager(LoopbackForward forward, HostEnvironment environment)
    {
        string? name = ShellSafeName.Host(environment.WorkspaceName);
        string placeholder = environment.Signals.Contains(EnvironmentSigns.EcsVariable, StringComparer.Ordinal) ? "ecs:CLUSTER_TASK-ID_RUNTIME-ID" : "instance-id";
        return forward.IsIPv6
            ? null
            : new ForwardCommand(
                $"aws ssm start-session --target {name ?? placeholder} --document-name AWS-StartPortForwardingSession --parameters \"portNumber={forward.Port},localPortNumber={forward.Port}\"",
                name is null ? placeholder : string.Empty);
    }

    // It reaches localhost within the pod, of which only 127.0.0.1 is certain with every runtime. A pod's host name is the pod's name unless its author chose otherwise.
    private static ForwardCommand? Pod(LoopbackForward forward, HostEnvironment environment)
    {
        string? name = ShellSafeName.Host(environment.WorkspaceName) ?? ShellSafeName.Host(environment.HostName);
        string @namespace = ShellSafeName.Host(environment.KubernetesNamespace) is { } safe ? $"-n {safe} " : string.Empty;
        return forward.IsIPv6
            ? null
            : new ForwardCommand($"kubectl port-forward {@namespace}pod/{name ?? "pod-name"} {forward.Port}:{forward.Port}", name is null ? "pod-name" : string.Empty);
    }
}
