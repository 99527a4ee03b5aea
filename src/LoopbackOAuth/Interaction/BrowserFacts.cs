using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>What the choice of a browser depends on.</summary>
internal sealed record BrowserFacts
{
    /// <summary>The operating system family.</summary>
    public required HostPlatform Platform { get; init; }

    /// <summary>The environment variables, which the browser gets too.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Whether this process runs as root.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The facts of this process.</summary>
    public static BrowserFacts Gather()
    {
        HostPlatform platform = EnvironmentSnapshot.CapturePlatform();
        return new BrowserFacts
        {
            Platform = platform,
            Variables = EnvironmentSnapshot.CaptureVariables(platform),
            IsRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
        };
    }

    /// <summary>Whether a variable is there and not empty.</summary>
    public bool Has(string variable) => Variables.TryGetValue(variable, out string? value) && value.Length > 0;
}
