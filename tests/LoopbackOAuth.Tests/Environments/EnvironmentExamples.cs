using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Tests.Environments;

/// <summary>One realistic snapshot for each environment.</summary>
internal static class EnvironmentExamples
{
    private static readonly Dictionary<string, EnvironmentSnapshot> Examples = new(StringComparer.Ordinal)
    {
        ["codespaces"] = World.Linux("CODESPACES=true|CODESPACE_NAME=fluffy-waffle|/.dockerenv"),
        ["cloud-shell-gcp"] = World.Linux("CLOUD_SHELL=true|DEVSHELL_CLIENT_PORT=36000|/.dockerenv"),
        ["cloud-shell-azure"] = World.Linux("AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0"),
        ["cloud-shell-oci"] = World.Linux("OCI_CLI_CLOUD_SHELL=True"),
        ["cloud-shell-aws"] = World.Linux("AWS_EXECUTION_ENV=CloudShell"),
        ["cloud-workstations"] = World.Linux("WEB_HOST=ws-1.cluster-abc.cloudworkstations.dev|GOOGLE_CLOUD_WORKSTATIONS=true|/.dockerenv"),
        ["codesandbox"] = World.Linux("CODESANDBOX_HOST=abc|CSB=true"),
        ["colab"] = World.Linux("COLAB_RELEASE_TAG=release-colab|JPY_PARENT_PID=3"),
        ["jupyter"] = World.Linux("JUPYTERHUB_USER=ada|JPY_PARENT_PID=3"),
        ["code-server"] = World.Linux("VSCODE_PROXY_URI=./proxy/{{port}}|VSCODE_IPC_HOOK_CLI=/tmp/vscode-ipc-1.sock"),
        ["dev-container"] = World.Linux("REMOTE_CONTAINERS=true|/.dockerenv|" + World.VsCode),
        ["vscode-tunnel"] = World.Linux(World.VsCode),
        ["vscode-remote-ssh"] = World.Linux(World.SshConnection + "|" + World.VsCode),
        ["jetbrains-gateway"] = World.Linux(World.SshConnection + "|TERMINAL_EMULATOR=JetBrains-JediTerm"),
        ["ssm"] = World.Linux("ancestors:sh,ssm-session-wor,amazon-ssm-agen,systemd"),
        ["mosh"] = World.Linux(World.SshConnection + "|ancestors:bash,mosh-server,systemd"),
        ["gitpod"] = World.Linux("GITPOD_WORKSPACE_ID=abc|GITPOD_WORKSPACE_URL=https://abc.gitpod.io"),
        ["replit"] = World.Linux("REPL_ID=1-2-3"),
        ["stackblitz"] = World.Linux("STACKBLITZ=true"),
        ["ci"] = World.Linux("CI=true|GITHUB_ACTIONS=true|no-terminal"),
        ["serverless"] = World.Linux("K_SERVICE=web|no-terminal"),
        ["ssh-x11"] = World.Linux(World.SshConnection + "|DISPLAY=localhost:10.0"),
        ["ssh"] = World.Linux(World.SshConnection + "|SSH_TTY=/dev/pts/0"),
        ["wsl"] = World.Linux("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel),
        ["kubernetes"] = World.Linux("KUBERNETES_SERVICE_HOST=10.96.0.1"),
        ["container"] = World.Linux("/.dockerenv"),
        ["desktop-macos"] = World.Of(HostPlatform.MacOS, ""),
        ["desktop-windows"] = World.Of(HostPlatform.Windows, ""),
        ["windows-service"] = World.Of(HostPlatform.Windows, "") with { HasGraphicalSession = false },
        ["desktop-linux"] = World.Linux("DISPLAY=:0"),
        ["headless"] = World.Linux(""),
    };

    public static IEnumerable<string> Ids => Examples.Keys;

    public static EnvironmentSnapshot Of(string id) => Examples[id];
}
