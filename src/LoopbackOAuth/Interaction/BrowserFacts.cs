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

    /// <summary>Whether files of the graphical session belong to another user than root. Looked at only as root.</summary>
    public bool IsDisplayOfAnotherUser { get; init; }

    /// <summary>Where the system drive of Windows is mounted in WSL, when that is known.</summary>
    public string? WindowsDrive { get; init; }

    /// <summary>Whether there is a display, without which <c>xdg-open</c> and its like fall back to browsers of the terminal.</summary>
    public bool HasDisplay => Has("DISPLAY") || Has("WAYLAND_DISPLAY");

    /// <summary>The facts of this process.</summary>
    public static BrowserFacts Gather()
    {
        HostPlatform platform = EnvironmentSnapshot.CapturePlatform();
        bool isRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;
        BrowserFacts facts = new()
        {
            Platform = platform,
            Variables = EnvironmentSnapshot.CaptureVariables(platform),
            IsRoot = isRoot,
        };
        return OperatingSystem.IsLinux()
            ? facts with
            {
                IsDisplayOfAnotherUser = isRoot && DisplayOwner.IsAnotherUser(facts.Variables),
                WindowsDrive = facts.IsWsl ? Interaction.WindowsDrive.Find() : null,
            }
            : facts;
    }

    /// <summary>Whether this is Linux inside of Windows.</summary>
    public bool IsWsl => Has("WSL_DISTRO_NAME") || Has("WSL_INTEROP");

    /// <summary>Whether a variable is there and not empty.</summary>
    public bool Has(string variable) => Variables.TryGetValue(variable, out string? value) && value.Length > 0;
}
