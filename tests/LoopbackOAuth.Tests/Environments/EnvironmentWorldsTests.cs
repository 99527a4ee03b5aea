using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

/// <summary>The combinations that occur: what decides, what works there, and a word that the rule must have.</summary>
public sealed class EnvironmentWorldsTests
{
    private const string Ssh = World.SshConnection + "|SSH_CLIENT=10.0.0.5 52314 22";
    private const string SshTerminal = Ssh + "|SSH_TTY=/dev/pts/3";
    private const string Tmux = "TMUX=/tmp/tmux-1000/default,3000,0|TMUX_PANE=%1";
    private const string Tunnel = "BROWSER=/home/ada/.vscode/cli/servers/Stable-0f0d87fa/server/bin/helpers/browser.sh";
    private const string ExecServer = "BROWSER=/home/ada/.vscode-server/cli/servers/Stable-0f0d87fa/server/bin/helpers/browser.sh";
    private const string Cursor = "BROWSER=/home/ada/.cursor-server/bin/abc/bin/helpers/browser.sh";

    [Theory]
    // Codespaces
    [InlineData("CODESPACES=true|CODESPACE_NAME=n|/.dockerenv|" + World.VsCode + "|BROWSER=/vscode/bin/linux-x64/abc/bin/helpers/browser.sh", "codespaces", true, "unknown", "paste,loopback,device", "editor's helper")]
    [InlineData("CODESPACES=true|CODESPACE_NAME=n|/.dockerenv|SSH_CONNECTION=::1 1 ::1 2222|SSH_TTY=/dev/pts/0", "codespaces", false, "forward-needed", "loopback,paste,device", "gh codespace ssh")]
    [InlineData("CODESPACES=true|CODESPACE_NAME=n|TMUX=/tmp/t,1,0|/.dockerenv", "codespaces", false, "unknown", "paste,loopback,device", "Codespaces")]

    // VS Code and its kin
    [InlineData(Ssh + "|" + World.VsCode + "|" + World.VsCodeHelper, "vscode-remote-ssh", true, "direct", "loopback,paste,device", "forwards the port by itself")]
    [InlineData(Ssh + "|" + World.VsCode + "|" + ExecServer, "vscode-remote-ssh", true, "direct", "loopback,paste,device", "helper")]
    [InlineData(Ssh + "|" + World.VsCode + "|" + Cursor + "|/.dockerenv", "vscode-remote-ssh", true, "direct", "loopback,paste,device", "helper")]
    [InlineData(SshTerminal + "|" + World.VsCode + "|" + World.VsCodeHelper, "vscode-remote-ssh", true, "direct", "loopback,paste,device", "helper")]
    [InlineData(SshTerminal + "|VSCODE_IPC_HOOK_CLI=/run/user/1000/vscode-ipc-1.sock", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(Ssh + "|" + Tmux + "|VSCODE_IPC_HOOK_CLI=/run/user/1000/vscode-ipc-1.sock|TERM_PROGRAM=tmux|" + World.VsCodeHelper, "vscode-remote-ssh", true, "unknown", "loopback,paste,device", "multiplexer")]
    [InlineData(World.VsCode + "|" + Tunnel, "vscode-tunnel", true, "unreachable", "paste,device,loopback", "dev tunnel")]
    [InlineData(SshTerminal + "|" + World.VsCode + "|" + Tunnel, "vscode-tunnel", true, "unreachable", "paste,device,loopback", "dev tunnel")]
    [InlineData(World.VsCode + "|/.dockerenv", "vscode-tunnel", false, "unreachable", "paste,device,loopback", "through a tunnel")]
    [InlineData("TERM_PROGRAM=vscode|VSCODE_GIT_ASKPASS_NODE=/usr/share/code/code|VSCODE_GIT_IPC_HANDLE=/run/user/1000/vscode-git.sock|DISPLAY=:0", "desktop-linux", true, "direct", "loopback,paste", "desktop")]
    [InlineData("REMOTE_CONTAINERS=true|REMOTE_CONTAINERS_IPC=/tmp/a.sock|/.dockerenv|" + World.VsCode + "|" + World.VsCodeHelper, "dev-container", true, "direct", "loopback,paste,device", "forwards the port")]
    [InlineData("REMOTE_CONTAINERS=true|/.dockerenv", "dev-container", false, "unknown", "loopback,paste,device", "outside")]
    [InlineData(Ssh + "|REMOTE_CONTAINERS=true|/.dockerenv|" + World.VsCode, "dev-container", false, "direct", "loopback,paste,device", "dev container")]
    [InlineData(World.VsCode + "|WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel + "|" + World.VsCodeHelper, "wsl", true, "direct", "loopback,paste", "WSL")]

    // JetBrains
    [InlineData(Ssh + "|TERMINAL_EMULATOR=JetBrains-JediTerm", "jetbrains-gateway", false, "forward-needed", "loopback,paste,device", "JetBrains")]
    [InlineData("TERMINAL_EMULATOR=JetBrains-JediTerm|DISPLAY=:0", "desktop-linux", true, "direct", "loopback,paste", "desktop")]
    [InlineData("TERMINAL_EMULATOR=JetBrains-JediTerm|/.dockerenv", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData("TERMINAL_EMULATOR=JetBrains-JediTerm|WSL_DISTRO_NAME=Ubuntu", "wsl", true, "direct", "loopback,paste", "WSL")]

    // code-server and Coder
    [InlineData("VSCODE_PROXY_URI=https://{{port}}--main--dev--ada.coder.example|CODER=true|CODER_WORKSPACE_NAME=dev|" + World.VsCode, "code-server", false, "forward-needed", "paste,device,loopback", "coder port-forward")]
    [InlineData("VSCODE_PROXY_URI=https://{{port}}--main--dev--ada.coder.example|CODER=true|SSH_CONNECTION=10.0.0.5 1 10.0.0.9 2", "code-server", false, "forward-needed", "loopback,paste,device", "coder port-forward")]
    [InlineData("VSCODE_PROXY_URI=https://{{port}}--main--dev--ada.coder.example|CODER=true|" + Ssh + "|" + World.VsCode + "|" + World.VsCodeHelper, "code-server", true, "direct", "loopback,paste,device", "editor connected over SSH")]
    [InlineData("VSCODE_PROXY_URI=./proxy/{{port}}|" + World.VsCode + "|BROWSER=/usr/lib/code-server/lib/vscode/bin/helpers/browser.sh", "code-server", true, "unreachable", "paste,device,loopback", "proxy")]

    // Cloud consoles
    [InlineData("CLOUD_SHELL=true|WEB_HOST=36000-cs-1.cs-europe-west1.cloudshell.dev|TMUX=/tmp/t,1,0|SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22", "cloud-shell-gcp", false, "unreachable", "paste,device,loopback", "Google Cloud Shell")]
    [InlineData("WEB_HOST=ws-1.cluster-abc.cloudworkstations.dev|VSCODE_PROXY_URI=https://{{port}}-ws|" + World.VsCode, "cloud-workstations", false, "unreachable", "paste,device,loopback", "Workstations")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0|ACC_CLOUD=PROD|/.dockerenv", "cloud-shell-azure", false, "unreachable", "device,paste,loopback", "Azure")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=ADO/task|TF_BUILD=True|no-terminal", "ci", false, "unreachable", "", "CI job")]
    [InlineData("AWS_EXECUTION_ENV=CloudShell|TMUX=/tmp/t,1,0|/.dockerenv", "cloud-shell-aws", false, "unreachable", "paste,device,loopback", "AWS CloudShell")]
    [InlineData("AWS_EXECUTION_ENV=AWS_ECS_FARGATE|/.dockerenv", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData("ancestors:sh,ssm-session-wor,amazon-ssm-agen,systemd|TERM=xterm", "ssm", false, "forward-needed", "paste,device,loopback", "Session Manager")]
    [InlineData("ancestors:sh,ssm-session-wor|ECS_CONTAINER_METADATA_URI_V4=http://169.254.170.2/v4/a|/.dockerenv", "ssm", false, "forward-needed", "paste,device,loopback", "ECS Exec")]
    [InlineData("ancestors:bash,su,sudo,sh,ssm-session-worker,systemd|root|USER=root", "ssm", false, "forward-needed", "paste,device,loopback", "Session Manager")]
    [InlineData("SSH_CONNECTION=127.0.0.1 1 127.0.0.1 22|ancestors:bash,sshd,systemd", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]

    // Workspaces
    [InlineData("GITPOD_WORKSPACE_ID=a|SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22|/.dockerenv", "gitpod", false, "forward-needed", "loopback,paste,device", "over SSH")]
    [InlineData("GITPOD_ENVIRONMENT_ID=a|" + Ssh + "|" + World.VsCode + "|" + World.VsCodeHelper, "gitpod", true, "direct", "loopback,paste,device", "editor")]
    [InlineData("COLAB_RELEASE_TAG=r|JPY_PARENT_PID=3|/.dockerenv|no-terminal", "colab", false, "unreachable", "device,loopback", "Colab")]
    [InlineData("JUPYTERHUB_USER=ada|KUBERNETES_SERVICE_HOST=10.96.0.1|no-terminal", "jupyter", false, "unreachable", "device,loopback", "no terminal")]
    [InlineData("JPY_PARENT_PID=3|DISPLAY=:0|no-terminal", "desktop-linux", true, "direct", "loopback", "no terminal")]
    [InlineData("JPY_PARENT_PID=3|/.dockerenv|no-terminal", "jupyter", false, "unreachable", "device,loopback", "Jupyter")]
    [InlineData("JPY_PARENT_PID=3|" + Ssh + "|no-terminal", "ssh", false, "forward-needed", "loopback,device", "SSH")]

    [InlineData("JUPYTER_SERVER_URL=http://localhost:8888/|DISPLAY=:0", "desktop-linux", true, "direct", "loopback,paste", "desktop")]

    // VS Code in a browser tab
    [InlineData(World.VsCode + "|DEVWORKSPACE_ID=workspace1a2b", "vscode-tunnel", false, "unreachable", "paste,device,loopback", "browser tab")]
    [InlineData(World.VsCode + "|DISPLAY=:0|BROWSER=/home/ada/.vscode/cli/serve-web/1a2b/bin/helpers/browser.sh", "desktop-linux", true, "direct", "loopback,paste", "desktop")]

    // Remote desktops
    [InlineData(SshTerminal + "|DISPLAY=:1|VNCDESKTOP=host:1 (ada)", "desktop-linux", true, "direct", "loopback,paste", "remote desktop")]
    [InlineData(SshTerminal + "|DISPLAY=:50|X2GO_SESSION=ada-50", "desktop-linux", true, "direct", "loopback,paste", "remote desktop")]
    [InlineData(SshTerminal + "|DISPLAY=:1001|NXSESSIONID=1A", "desktop-linux", true, "direct", "loopback,paste", "remote desktop")]
    [InlineData(SshTerminal + "|DISPLAY=:10.0|XRDP_SESSION=1", "desktop-linux", true, "direct", "loopback,paste", "remote desktop")]
    [InlineData(SshTerminal + "|DISPLAY=:20|CHROME_REMOTE_DESKTOP_SESSION=1", "desktop-linux", true, "direct", "loopback,paste", "remote desktop")]
    [InlineData(SshTerminal + "|VNCDESKTOP=host:1 (ada)", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(SshTerminal + "|DISPLAY=localhost:10.0|VNCDESKTOP=host:1 (ada)", "ssh-x11", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(SshTerminal + "|DISPLAY=:1|VNCDESKTOP=host:1 (ada)|" + Tmux, "ssh", false, "unknown", "loopback,paste,device", "nothing tells")]

    // Functions in the cloud
    [InlineData("AWS_LAMBDA_FUNCTION_NAME=f|AWS_EXECUTION_ENV=AWS_Lambda_dotnet8|no-terminal", "serverless", false, "unreachable", "", "nobody is there")]
    [InlineData("WEBSITE_INSTANCE_ID=1a2b|" + SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]

    // SSH, mosh, X11
    [InlineData(SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(SshTerminal + "|no-terminal", "ssh", false, "forward-needed", "loopback,device", "no terminal")]
    [InlineData(SshTerminal + "|DISPLAY=localhost:10.0", "ssh-x11", false, "forward-needed", "loopback,paste,device", "X11")]
    [InlineData("SUDO_USER=ada|USER=root|root|DISPLAY=localhost:10.0", "ssh-x11", false, "forward-needed", "loopback,paste,device", "sudo")]
    [InlineData("/.dockerenv|DISPLAY=localhost:10.0", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData(SshTerminal + "|WAYLAND_DISPLAY=wayland-0", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(SshTerminal + "|ancestors:bash,mosh-server,systemd", "mosh", false, "forward-needed", "loopback,paste,device", "no port forward")]
    [InlineData("ancestors:bash,su,bash,mosh-server", "mosh", false, "forward-needed", "loopback,paste,device", "separate ssh")]
    [InlineData(Ssh + "|ancestors:bash,sshd,mosh-server", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]

    // sudo, su, doas
    [InlineData("SUDO_USER=ada|USER=root|root|ancestors:sudo,bash,sshd,sshd,systemd", "ssh", false, "forward-needed", "loopback,paste,device", "home of the user it runs as")]
    [InlineData("SUDO_USER=ada|USER=root|root|ancestors:sudo,bash,sshd-session,sshd", "ssh", false, "forward-needed", "loopback,paste,device", "sudo")]
    [InlineData("DOAS_USER=ada|USER=root|root|ancestors:doas,sh,sshd-session", "ssh", false, "forward-needed", "loopback,paste,device", "sudo")]
    [InlineData("USER=root|root|login:remote", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData("USER=bob|ancestors:bash,su,bash,sshd", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData("SUDO_USER=ada|USER=root|root|DISPLAY=:0|ancestors:sudo,bash,gnome-terminal-,systemd", "desktop-linux", false, "direct", "loopback,paste", "desktop is the caller's")]
    [InlineData("SUDO_USER=ada|USER=root|root|DISPLAY=:0|ancestors:sudo,bash,sshd,systemd", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData("SUDO_USER=ada|USER=root|root|ancestors:sudo,bash,login,systemd", "headless", false, "unknown", "loopback,paste,device", "sudo")]
    [InlineData("SUDO_USER=ada|USER=root|root|" + World.Wsl2Kernel, "wsl", true, "direct", "loopback,paste", "sudo")]

    // tmux, screen, Zellij
    [InlineData(Tmux + "|" + SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "tmux")]
    [InlineData(Tmux + "|" + SshTerminal + "|DISPLAY=:0", "ssh", false, "unknown", "loopback,paste,device", "nothing tells")]
    [InlineData(Tmux + "|DISPLAY=:0", "desktop-linux", false, "unknown", "loopback,paste,device", "multiplexer")]
    [InlineData(Tmux, "headless", false, "unknown", "loopback,paste,device", "tmux")]
    [InlineData(Tmux + "|DISPLAY=:0|tmux:-SSH_CONNECTION", "desktop-linux", true, "direct", "loopback,paste", "desktop")]
    [InlineData(Tmux + "|DISPLAY=:0|tmux:SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22", "ssh", false, "forward-needed", "loopback,paste,device", "tmux was asked")]
    [InlineData(Tmux + "|" + SshTerminal + "|DISPLAY=:0|tmux:-SSH_CONNECTION", "desktop-linux", true, "direct", "loopback,paste", "desktop")]
    [InlineData(Tmux + "|" + SshTerminal + "|tmux:-SSH_CONNECTION|tmux:-DISPLAY", "headless", false, "unknown", "loopback,paste,device", "tmux was asked")]
    [InlineData(Tmux + "|" + SshTerminal + "|tmux:-SSH_CONNECTION|tmux:DISPLAY=:1", "desktop-linux", true, "direct", "loopback,paste", "desktop")]
    [InlineData(Tmux + "|DISPLAY=:0|tmux:DISPLAY=:0", "desktop-linux", false, "unknown", "loopback,paste,device", "multiplexer")]
    [InlineData(Tmux + "|DISPLAY=:0|logins:none", "desktop-linux", true, "direct", "loopback,paste", "desktop")]
    [InlineData("STY=1.pts-0.host|DISPLAY=:0|logins:none", "desktop-linux", true, "direct", "loopback,paste", "screen")]
    [InlineData("STY=1.pts-0.host|DISPLAY=:0", "desktop-linux", false, "unknown", "loopback,paste,device", "screen")]
    [InlineData("STY=1.pts-0.host|" + SshTerminal + "|DISPLAY=:0|logins:none", "ssh", false, "unknown", "loopback,paste,device", "screen")]
    [InlineData("STY=1.pts-0.host|" + SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "screen")]
    [InlineData("ZELLIJ=0|ZELLIJ_SESSION_NAME=calm|DISPLAY=:0", "desktop-linux", false, "unknown", "loopback,paste,device", "Zellij")]
    [InlineData("SUDO_USER=ada|USER=root|root|ancestors:sudo,bash,tmux: server,sshd,systemd", "headless", false, "unknown", "loopback,paste,device", "tmux")]
    [InlineData("SUDO_USER=ada|USER=root|root|ancestors:sudo,bash,screen,sshd|login:remote", "headless", false, "unknown", "loopback,paste,device", "screen")]

    // WSL
    [InlineData("WSL_DISTRO_NAME=Ubuntu|WSL_INTEROP=/run/WSL/1_interop|" + World.Wsl2Kernel, "wsl", true, "direct", "loopback,paste", "relays")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl1Kernel, "wsl", true, "direct", "loopback,paste", "WSL 1")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel + "|wslinfo:mirrored", "wsl", true, "direct", "loopback,paste", "mirrored")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel + "|wslinfo:bridged", "wsl", true, "unknown", "paste,loopback,device", "without the relay")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel + "|session:0", "wsl", false, "forward-needed", "loopback,paste,device", "session 0")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel + "|" + SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel + "|systemd-container:wsl", "wsl", true, "direct", "loopback,paste", "WSL")]
    [InlineData(World.Wsl2Kernel + "|/.dockerenv", "container", false, "forward-needed", "device,paste,loopback", "container")]

    // Containers
    [InlineData("/run/.containerenv|container=podman", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData("systemd-container:lxc", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData("container=systemd-nspawn", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData("/run/.containerenv|container=oci|/run/.toolboxenv|TOOLBOX_PATH=/usr/bin/toolbox|DISPLAY=:0", "desktop-linux", true, "direct", "loopback,paste", "shares the display")]
    [InlineData("/run/.containerenv|container=podman|DISTROBOX_ENTER_PATH=/usr/bin/distrobox-enter|WAYLAND_DISPLAY=wayland-0", "desktop-linux", true, "direct", "loopback,paste", "Distrobox")]
    [InlineData("/run/.containerenv|TOOLBOX_PATH=/usr/bin/toolbox|" + SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData("container=flatpak|WAYLAND_DISPLAY=wayland-0", "desktop-linux", true, "direct", "loopback,paste", "Flatpak")]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1|/.dockerenv|no-terminal", "kubernetes", false, "forward-needed", "device,loopback", "pod")]

    // CI
    [InlineData("CI=true|GITHUB_ACTIONS=true|" + Ssh + "|no-terminal", "ci", false, "unreachable", "", "nobody is there")]
    [InlineData("CI=true|GITHUB_ACTIONS=true|" + SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData("CI=true|/.dockerenv|no-terminal", "ci", false, "unreachable", "", "nobody is there")]
    [InlineData("CI=true|DISPLAY=:0", "ci", false, "unknown", "loopback,paste,device", "there is a terminal")]
    [InlineData("CI=true|" + Ssh + "|" + World.VsCode + "|no-terminal", "vscode-remote-ssh", false, "direct", "loopback,device", "VS Code")]

    // No terminal, stdio servers
    [InlineData("DISPLAY=:0|no-terminal", "desktop-linux", true, "direct", "loopback", "nothing can be pasted")]
    [InlineData("no-terminal", "headless", false, "unknown", "loopback,device", "nothing can be pasted")]
    public void On_Linux(string signs, string id, bool opens, string loopback, string channels, string word) =>
        Check(World.Linux(signs), id, opens, loopback, channels, word);

    [Theory]
    [InlineData(HostPlatform.MacOS, "", "desktop-macos", true, "direct", "loopback,paste", "macOS")]
    [InlineData(HostPlatform.MacOS, SshTerminal + "|no-session", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(HostPlatform.MacOS, SshTerminal, "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(HostPlatform.MacOS, "no-session", "headless", false, "unknown", "loopback,paste,device", "macOS without a graphical session")]
    [InlineData(HostPlatform.MacOS, Tmux, "desktop-macos", false, "unknown", "loopback,paste,device", "tmux")]
    [InlineData(HostPlatform.MacOS, Tmux + "|tmux:-SSH_CONNECTION", "desktop-macos", true, "direct", "loopback,paste", "macOS")]
    [InlineData(HostPlatform.MacOS, Tmux + "|tmux:SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(HostPlatform.MacOS, "SUDO_USER=ada|USER=root|root", "desktop-macos", false, "direct", "loopback,paste", "caller's")]
    [InlineData(HostPlatform.MacOS, "TERMINAL_EMULATOR=JetBrains-JediTerm", "desktop-macos", true, "direct", "loopback,paste", "macOS")]
    [InlineData(HostPlatform.Windows, "", "desktop-windows", true, "direct", "loopback,paste", "Windows")]
    [InlineData(HostPlatform.Windows, "no-session|no-terminal", "windows-service", false, "unknown", "device,loopback", "service")]
    [InlineData(HostPlatform.Windows, "session:0", "windows-service", false, "unknown", "device,paste,loopback", "service")]
    [InlineData(HostPlatform.Windows, "no-browser-association", "windows-service", false, "unknown", "device,paste,loopback", "browser")]
    [InlineData(HostPlatform.Windows, Ssh + "|session:0|no-session", "ssh", false, "forward-needed", "loopback,paste,device", "SSH")]
    [InlineData(HostPlatform.Windows, "DOTNET_RUNNING_IN_CONTAINER=true|session:0", "container", false, "forward-needed", "device,paste,loopback", "container")]
    [InlineData(HostPlatform.Windows, "JPY_PARENT_PID=3", "desktop-windows", true, "direct", "loopback,paste", "Windows")]
    public void On_other_systems(HostPlatform platform, string signs, string id, bool opens, string loopback, string channels, string word) =>
        Check(World.Of(platform, signs), id, opens, loopback, channels, word);

    [Fact]
    public void What_tmux_says_counts_and_not_what_the_shell_kept()
    {
        HostEnvironment environment = World.Evaluate(Tmux + "|" + SshTerminal + "|tmux:SSH_CONNECTION=203.0.113.7 52314 198.51.100.20 2222");

        Assert.Equal(new SshConnection("203.0.113.7", 52314, "198.51.100.20", 2222), environment.Ssh);
        Assert.Equal(TerminalMultiplexer.Tmux, environment.Multiplexer);
        Assert.Equal(["SSH_CONNECTION", "TMUX", "tmux-show-environment"], environment.Signals);
    }

    [Fact]
    public void When_tmux_says_that_nobody_came_over_SSH_the_old_connection_is_gone() =>
        Assert.Null(World.Evaluate(Tmux + "|" + SshTerminal + "|tmux:-SSH_CONNECTION").Ssh);

    private static void Check(EnvironmentSnapshot snapshot, string id, bool opens, string loopback, string channels, string word)
    {
        HostEnvironment environment = EnvironmentProbe.Evaluate(snapshot);

        Assert.Equal(
            (id, opens, loopback, channels),
            (environment.Id, environment.CanOpenBrowser, EnvironmentNames.NameOf(environment.Loopback), World.Names(environment.Channels)));
        Assert.Contains(word, environment.Rule, StringComparison.Ordinal);
        Assert.EndsWith(".", environment.Rule, StringComparison.Ordinal);
        Assert.DoesNotContain(environment.Id, environment.AlsoHolds);
        Assert.Equal(environment.Signals.Count, environment.Signals.Distinct(StringComparer.Ordinal).Count());
    }
}
