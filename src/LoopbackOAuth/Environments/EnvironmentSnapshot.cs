namespace LoopbackOAuth.Environments;

/// <summary>Everything the probe may look at, taken once, so that its verdict is a pure function that a test can call with any world it likes.</summary>
public sealed partial record EnvironmentSnapshot
{
    /// <summary>The environment variables. An empty value, <c>0</c>, <c>false</c>, <c>no</c> and <c>off</c> count as absent where a variable is a flag.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The marker files that exist, among those in <c>MarkerFiles</c>.</summary>
    public IReadOnlySet<string> Files { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The kernel's version text (<c>/proc/version</c>), or <see langword="null"/> where there is none.</summary>
    public string? KernelVersion { get; init; }

    /// <summary>The operating system family.</summary>
    public HostPlatform Platform { get; init; }

    /// <summary>Whether standard input is a terminal.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether the process has an interactive window station (Windows) or a graphical session (macOS). Always <see langword="true"/> elsewhere.</summary>
    public bool HasGraphicalSession { get; init; } = true;

    /// <summary>The user this process runs as.</summary>
    public string? UserName { get; init; }

    /// <summary>The name of this host.</summary>
    public string? HostName { get; init; }

    /// <summary>Whether this process runs as root. Always <see langword="false"/> on Windows.</summary>
    public bool IsRoot { get; init; }

    /// <summary>
    /// The names of the processes this one descends from, the nearest first, as the kernel gives them (15 characters at
    /// most); empty where they were not looked for. Linux only.
    /// </summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>Whether the login session of this process was opened from another host, as systemd has it; <see langword="null"/> when not known or not looked for.</summary>
    public bool? LoginIsRemote { get; init; }

    /// <summary>Whether anybody at all is logged in to this host from another one, as systemd has it; <see langword="null"/> when not known or not looked for.</summary>
    public bool? HasRemoteLogins { get; init; }

    /// <summary>
    /// What <c>tmux show-environment</c> says about the client attached last. The property is <see langword="null"/> when
    /// tmux was not asked or gave no answer: the variables of the shell are all there is. A variable with a value is one that this
    /// client had; one that is <see langword="null"/> is one that it did not have, whatever the shell has; one that is missing is
    /// one that tmux does not keep, so the shell's stays.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? TmuxVariables { get; init; }

    /// <summary>The Windows session of this process, or of the Windows that runs this WSL; 0 is the one of the services. <see langword="null"/> when not known.</summary>
    public int? WindowsSessionId { get; init; }

    /// <summary>Whether Windows has a program for https addresses; <see langword="null"/> when not known. Server Core has none.</summary>
    public bool? HasBrowserAssociation { get; init; }

    /// <summary>The networking mode of WSL as <c>wslinfo</c> gives it, such as <c>nat</c> or <c>mirrored</c>; <see langword="null"/> when not known or not asked.</summary>
    public string? WslNetworkingMode { get; init; }

    /// <summary>What systemd has written about the container it runs in (<c>/run/systemd/container</c>), such as <c>lxc</c>; <see langword="null"/> when not in one or not looked for.</summary>
    public string? ContainerManager { get; init; }

    /// <summary>The id of the EC2 instance, when it was looked for.</summary>
    public string? CloudInstanceId { get; init; }

    /// <summary>The namespace of the pod's service account, when it was looked for.</summary>
    public string? KubernetesNamespace { get; init; }

    /// <summary>Whether a variable is present in the sense of <see cref="Variables"/>.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns><see langword="true"/> when it has a value that does not mean absent.</returns>
    internal bool Has(string variable)
    {
        ReadOnlySpan<char> text = Value(variable).AsSpan().Trim();
        return !(text.IsEmpty
            || text is "0"
            || text.Equals("false", StringComparison.OrdinalIgnoreCase)
            || text.Equals("no", StringComparison.OrdinalIgnoreCase)
            || text.Equals("off", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The value of a variable; empty when it is not set.</summary>
    internal string Value(string variable) => Variables.TryGetValue(variable, out string? value) ? value ?? "" : "";
}
