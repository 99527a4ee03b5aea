namespace LoopbackOAuth.Keyring;

/// <summary>Where the program runs, as far as it matters for a keyring: pure functions of variables and files.</summary>
/// <param name="IsSsh">Whether it was started over SSH.</param>
/// <param name="IsContainer">Whether it runs in a container.</param>
/// <param name="IsWsl">Whether it runs in the Windows Subsystem for Linux.</param>
internal readonly record struct KeyringPlace(bool IsSsh, bool IsContainer, bool IsWsl)
{
    /// <summary>The place of this process.</summary>
    internal static KeyringPlace Here() => Of(Environment.GetEnvironmentVariable, File.Exists);

    /// <summary>The place that variables and files tell of.</summary>
    internal static KeyringPlace Of(Func<string, string?> variable, Func<string, bool> fileExists) => new(
        IsSsh: Has(variable, "SSH_CONNECTION") || Has(variable, "SSH_TTY"),
        IsContainer: fileExists("/.dockerenv") || fileExists("/run/.containerenv") || Has(variable, "KUBERNETES_SERVICE_HOST"),
        IsWsl: Has(variable, "WSL_DISTRO_NAME") || Has(variable, "WSL_INTEROP"));

    /// <summary>
    /// Whether there may be a D-Bus session bus: by its address, by the socket that systemd makes, or by a display, through which an old desktop finds its bus. Without any,
    /// asking would start programs to no purpose.
    /// </summary>
    internal static bool HasSessionBus(Func<string, string?> variable, Func<string, bool> fileExists) =>
        Has(variable, "DBUS_SESSION_BUS_ADDRESS")
        || (variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.IsPathFullyQualified(runtime) && fileExists(Path.Combine(runtime, "bus")))
        || Has(variable, "DISPLAY");

    private static bool Has(Func<string, string?> variable, string name) => !string.IsNullOrEmpty(variable(name));
}
