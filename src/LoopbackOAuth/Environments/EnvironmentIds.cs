namespace LoopbackOAuth.Environments;

/// <summary>The ids that <see cref="HostEnvironment.Id"/> takes, one for each row of the detector table.</summary>
public static class EnvironmentIds
{
    /// <summary>A graphical session of Linux on the user's own machine.</summary>
    public const string DesktopLinux = "desktop-linux";

    /// <summary>A graphical session of macOS.</summary>
    public const string DesktopMacOS = "desktop-macos";

    /// <summary>An interactive session of Windows, RDP included.</summary>
    public const string DesktopWindows = "desktop-windows";

    /// <summary>Windows without a visible window station: a service, or a scheduled task in session 0.</summary>
    public const string WindowsService = "windows-service";

    /// <summary>A shell reached over SSH.</summary>
    public const string Ssh = "ssh";

    /// <summary>A shell reached over SSH that forwards X11.</summary>
    public const string SshX11 = "ssh-x11";

    /// <summary>GitHub Codespaces.</summary>
    public const string Codespaces = "codespaces";

    /// <summary>Google Cloud Shell.</summary>
    public const string CloudShellGcp = "cloud-shell-gcp";

    /// <summary>Azure Cloud Shell.</summary>
    public const string CloudShellAzure = "cloud-shell-azure";

    /// <summary>AWS CloudShell.</summary>
    public const string CloudShellAws = "cloud-shell-aws";

    /// <summary>Gitpod (Ona).</summary>
    public const string Gitpod = "gitpod";

    /// <summary>Replit.</summary>
    public const string Replit = "replit";

    /// <summary>StackBlitz, which runs inside the browser.</summary>
    public const string StackBlitz = "stackblitz";

    /// <summary>The Windows Subsystem for Linux.</summary>
    public const string Wsl = "wsl";

    /// <summary>A container with a network of its own.</summary>
    public const string Container = "container";

    /// <summary>A pod in Kubernetes.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>A continuous integration job.</summary>
    public const string Ci = "ci";

    /// <summary>None of the others: no display, and no sign of where the user is.</summary>
    public const string Headless = "headless";
}
