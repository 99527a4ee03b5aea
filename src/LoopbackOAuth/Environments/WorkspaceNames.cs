namespace LoopbackOAuth.Environments;

/// <summary>The name by which a place is called in the command that forwards a port to it.</summary>
internal static class WorkspaceNames
{
    /// <summary>The name for the environment that decides, when it is known and safe to put into a command.</summary>
    public static string? Of(string id, EnvironmentSnapshot snapshot) => ShellSafeName.Host(id switch
    {
        EnvironmentIds.Codespaces => snapshot.Value("CODESPACE_NAME"),
        EnvironmentIds.CodeServer => snapshot.Value("CODER_WORKSPACE_NAME"),

        // The instance below a container of ECS is not the target of its sessions.
        EnvironmentIds.Ssm => snapshot.Has(EnvironmentSigns.EcsVariable) ? null : snapshot.CloudInstanceId,

        // A pod's host name is the pod's name unless its author chose otherwise.
        EnvironmentIds.Kubernetes => First(snapshot.Value("POD_NAME"), snapshot.HostName),
        _ => null,
    });

    /// <summary>The namespace of the pod (a DNS label, RFC 1123), when it is known and safe.</summary>
    public static string? Namespace(string id, EnvironmentSnapshot snapshot) =>
        id == EnvironmentIds.Kubernetes && First(snapshot.Value("POD_NAMESPACE"), snapshot.KubernetesNamespace) is { Length: <= 63 } name && !name.Contains('.', StringComparison.Ordinal)
            ? ShellSafeName.Host(name)
            : null;

    private static string? First(string first, string? second) => first.Length > 0 ? first : second;
}
