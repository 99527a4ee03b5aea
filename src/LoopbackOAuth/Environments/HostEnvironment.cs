namespace LoopbackOAuth.Environments;

/// <summary>What the probe found out about where this process runs, with the evidence.</summary>
public sealed record HostEnvironment
{
    /// <summary>The environment that decides, in kebab case, such as <c>ssh</c> or <c>desktop-linux</c>: one of <see cref="EnvironmentIds"/>, unless a probe of the caller's own made it.</summary>
    public required string Id { get; init; }

    /// <summary>Whether this process can open a browser that the user sees.</summary>
    public required bool CanOpenBrowser { get; init; }

    /// <summary>Whether the user's browser can reach this process's loopback interface.</summary>
    public required LoopbackReachability Loopback { get; init; }

    /// <summary>The channels that make sense here, in the order they would be used.</summary>
    public required IReadOnlyList<SignInChannel> Channels { get; init; }

    /// <summary>The rule that decided, in a sentence or two, and behind it remarks on what else changes a sign-in here.</summary>
    public required string Rule { get; init; }

    /// <summary>The signals seen, of the deciding environment and of all others that hold: names such as <c>SSH_CONNECTION</c> or <c>/.dockerenv</c>, never values.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>The other environments that hold too, in order of weight.</summary>
    public IReadOnlyList<string> AlsoHolds { get; init; } = [];

    /// <summary>The two ends of the SSH connection, when <c>SSH_CONNECTION</c> is present and well formed.</summary>
    public SshConnection? Ssh { get; init; }

    /// <summary>The user this process runs as, only when the name is safe to show and to put into a command.</summary>
    public string? UserName { get; init; }

    /// <summary>The name of this host, only when it is safe to show and to put into a command.</summary>
    public string? HostName { get; init; }

    /// <summary>Whether standard input is a terminal.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The operating system of this host; <see langword="null"/> when it is not known.</summary>
    public HostPlatform? Platform { get; init; }

    /// <summary>What keeps the shell alive between this process and the user's terminal, when it is seen.</summary>
    public TerminalMultiplexer Multiplexer { get; init; }

    /// <summary>The user who called <c>sudo</c>, <c>doas</c> or <c>su</c>, when this process runs as another one and the name is safe to show.</summary>
    public string? InvokingUser { get; init; }

    /// <summary>
    /// The name by which the hosted workspace, the cloud instance or the pod is called in a command (<c>CODESPACE_NAME</c>,
    /// <c>CODER_WORKSPACE_NAME</c>, an EC2 instance id, ...), only when it is safe to put into one.
    /// </summary>
    public string? WorkspaceName { get; init; }

    /// <summary>The namespace of the pod, only when it is safe to put into a command.</summary>
    public string? KubernetesNamespace { get; init; }

    /// <summary>What the user asked for by an environment variable, which outweighs <c>BROWSER</c> and what is detected.</summary>
    public SignInPreference Preference { get; init; }
}
