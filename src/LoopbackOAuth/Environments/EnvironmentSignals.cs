namespace LoopbackOAuth.Environments;

/// <summary>The signals that the rows of <see cref="EnvironmentTable"/> look for. Each answers with the names seen, and with none when the environment does not hold.</summary>
internal static class EnvironmentSignals
{
    private const string Display = "DISPLAY";

    private static readonly string[] SshVariables = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];

    private static readonly string[] WslVariables = ["WSL_DISTRO_NAME", "WSL_INTEROP"];

    /// <summary>Variables that count when present.</summary>
    public static Func<EnvironmentSnapshot, string[]> Any(params string[] variables) =>
        snapshot => [.. Seen(snapshot, variables)];

    /// <summary>A variable that counts when its value begins with a text.</summary>
    public static Func<EnvironmentSnapshot, string[]> Prefix(string variable, string prefix) =>
        snapshot => Value(snapshot, variable).StartsWith(prefix, StringComparison.Ordinal) ? [variable] : [];

    /// <summary>A variable that counts when it has exactly one value.</summary>
    public static Func<EnvironmentSnapshot, string[]> Exactly(string variable, string value) =>
        snapshot => Value(snapshot, variable) == value ? [variable] : [];

    /// <summary>A graphical session of one platform, or the lack of it.</summary>
    public static Func<EnvironmentSnapshot, string[]> Session(HostPlatform platform, bool graphical) =>
        snapshot => snapshot.Platform == platform && snapshot.HasGraphicalSession == graphical
            ? [graphical ? "graphical-session" : "no-graphical-session"]
            : [];

    /// <summary>SSH. A malformed <c>SSH_CONNECTION</c> still tells that there is one.</summary>
    public static string[] Ssh(EnvironmentSnapshot snapshot) => [.. Seen(snapshot, SshVariables)];

    /// <summary>SSH with a display that sshd made: <c>localhost:10</c> and up, whereas a desktop of that host is <c>:0</c>.</summary>
    public static string[] SshX11(EnvironmentSnapshot snapshot)
    {
        string[] ssh = Ssh(snapshot);
        return ssh.Length > 0 && IsForwardedDisplay(Value(snapshot, Display)) ? [.. ssh, Display] : [];
    }

    /// <summary>
    /// WSL, by its variables, or by the kernel when sudo has removed these. The kernel alone says nothing inside a
    /// container, because those of Docker Desktop on Windows share it; the variables do even where a distribution
    /// made from an image still carries its <c>/.dockerenv</c>.
    /// </summary>
    public static string[] Wsl(EnvironmentSnapshot snapshot)
    {
        if (snapshot.Platform != HostPlatform.Linux)
        {
            return [];
        }

        List<string> seen = Seen(snapshot, WslVariables);
        if (snapshot.KernelVersion?.Contains("microsoft", StringComparison.OrdinalIgnoreCase) == true
            && (seen.Count > 0 || Container(snapshot).Length == 0))
        {
            seen.Add("/proc/version");
        }

        return [.. seen];
    }

    /// <summary>A container, by marker files and variables. A Flatpak sets <c>container</c> too, but shares the desktop and the network of its host.</summary>
    public static string[] Container(EnvironmentSnapshot snapshot)
    {
        List<string> seen = [];
        foreach (string file in EnvironmentSnapshot.MarkerFiles)
        {
            if (snapshot.Files.Contains(file))
            {
                seen.Add(file);
            }
        }

        if (snapshot.Has("container") && Value(snapshot, "container") != "flatpak")
        {
            seen.Add("container");
        }

        seen.AddRange(Seen(snapshot, "DOTNET_RUNNING_IN_CONTAINER"));
        return [.. seen];
    }

    /// <summary>A display of X11 or Wayland.</summary>
    public static string[] LinuxDisplay(EnvironmentSnapshot snapshot) =>
        snapshot.Platform == HostPlatform.Linux ? [.. Seen(snapshot, Display, "WAYLAND_DISPLAY")] : [];

    private static List<string> Seen(EnvironmentSnapshot snapshot, params string[] variables)
    {
        List<string> seen = [];
        foreach (string variable in variables)
        {
            if (snapshot.Has(variable))
            {
                seen.Add(variable);
            }
        }

        return seen;
    }

    private static string Value(EnvironmentSnapshot snapshot, string variable) =>
        snapshot.Variables.TryGetValue(variable, out string? value) ? value : "";

    private static bool IsForwardedDisplay(string display)
    {
        const string Host = "localhost:";
        if (!display.StartsWith(Host, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> number = display.AsSpan(Host.Length);
        int screen = number.IndexOf('.');
        if (screen >= 0)
        {
            ReadOnlySpan<char> screenNumber = number[(screen + 1)..];
            if (screenNumber.IsEmpty || screenNumber.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            number = number[..screen];
        }

        return number.Length is >= 2 and <= 5 && number[0] != '0' && !number.ContainsAnyExceptInRange('0', '9');
    }
}
