namespace LoopbackOAuth.Environments;

/// <summary>The ids that <see cref="HostEnvironment.Id"/> takes. Several rows of the detector table may share one.</summary>
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

    /// <summary>A shell reached over mosh, which carries no port forward.</summary>
    public const string Mosh = "mosh";

    /// <summary>A terminal of VS Code (or an editor made from it) connected over SSH: the editor forwards ports by itself.</summary>
    public const string VsCodeRemoteSsh = "vscode-remote-ssh";

    /// <summary>A terminal of VS Code (or an editor made from it) in a browser tab or through a tunnel: its ports are not on the user's own loopback interface.</summary>
    public const string VsCodeTunnel = "vscode-tunnel";

    /// <summary>A dev container with an editor attached.</summary>
    public const string DevContainer = "dev-container";

    /// <summary>A terminal of a JetBrains IDE whose backend runs on another host (Gateway).</summary>
    public const string JetBrainsGateway = "jetbrains-gateway";

    /// <summary>code-server or a Coder workspace.</summary>
    public const string CodeServer = "code-server";

    /// <summary>Google Cloud Workstations.</summary>
    public const string CloudWorkstations = "cloud-workstations";

    /// <summary>A session of AWS Systems Manager (Session Manager, ECS Exec), which sets no variable of its own.</summary>
    public const string Ssm = "ssm";

    /// <summary>CodeSandbox.</summary>
    public const string CodeSandbox = "codesandbox";

    /// <summary>A Jupyter kernel or terminal, or a hosted notebook (JupyterHub, Kaggle, Databricks).</summary>
    public const string Jupyter = "jupyter";

    /// <summary>Google Colab.</summary>
    public const string Colab = "colab";

    /// <summary>GitHub Codespaces.</summary>
    public const string Codespaces = "codespaces";

    /// <summary>Google Cloud Shell.</summary>
    public const string CloudShellGcp = "cloud-shell-gcp";

    /// <summary>Azure Cloud Shell.</summary>
    public const string CloudShellAzure = "cloud-shell-azure";

    /// <summary>AWS CloudShell.</summary>
    public const string CloudShellAws = "cloud-shell-aws";

    /// <summary>Oracle Cloud Shell.</summary>
    public const string CloudShellOci = "cloud-shell-oci";

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

    /// <summary>A function or job that a cloud runs without a server of the user's (Lambda, Cloud Run, App Service).</summary>
    public const string Serverless = "serverless";

    /// <summary>None of the others: no display, and no sign of where the user is.</summary>
    public const string Headless = "headless";
}
