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

    /// <summary>Whether a variable is present in the sense of <see cref="Variables"/>.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns><see langword="true"/> when it has a value that does not mean absent.</returns>
    internal bool Has(string variable)
    {
        if (!Variables.TryGetValue(variable, out string? value) || value is null)
        {
            return false;
        }

        ReadOnlySpan<char> text = value.AsSpan().Trim();
        return !(text.IsEmpty
            || text is "0"
            || text.Equals("false", StringComparison.OrdinalIgnoreCase)
            || text.Equals("no", StringComparison.OrdinalIgnoreCase)
            || text.Equals("off", StringComparison.OrdinalIgnoreCase));
    }
}
