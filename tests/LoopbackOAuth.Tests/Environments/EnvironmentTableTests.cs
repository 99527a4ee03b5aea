using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class EnvironmentTableTests
{
    /// <summary>Every sign alone: the environment it gives away, and itself as the only evidence.</summary>
    [Theory]
    [InlineData("CODESPACES=true", "codespaces")]
    [InlineData("CODESPACE_NAME=fluffy-waffle", "codespaces")]
    [InlineData("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN=app.github.dev", "codespaces")]
    [InlineData("WEB_HOST=ws-1.cluster-abc.cloudworkstations.dev", "cloud-workstations")]
    [InlineData("GOOGLE_CLOUD_WORKSTATIONS=true", "cloud-workstations")]
    [InlineData("ACC_CLOUD=AzureCloud", "cloud-shell-azure")]
    [InlineData("GITPOD_ENVIRONMENT_ID=0191", "gitpod")]
    [InlineData("CODESANDBOX_HOST=abc", "codesandbox")]
    [InlineData("CODESANDBOX_SSE=true", "codesandbox")]
    [InlineData("CSB=true", "codesandbox")]
    [InlineData("COLAB_RELEASE_TAG=release-colab", "colab")]
    [InlineData("COLAB_GPU=1", "colab")]
    [InlineData("JUPYTERHUB_USER=ada", "jupyter")]
    [InlineData("KAGGLE_KERNEL_RUN_TYPE=Interactive", "jupyter")]
    [InlineData("JPY_PARENT_PID=3", "jupyter")]
    [InlineData("JPY_SESSION_NAME=a.ipynb", "jupyter")]
    [InlineData("CODER=true", "code-server")]
    [InlineData("CODER_WORKSPACE_NAME=dev", "code-server")]
    [InlineData("CODER_AGENT_URL=https://coder.example", "code-server")]
    [InlineData("VSCODE_PROXY_URI=./proxy/{{port}}", "code-server")]
    [InlineData("REMOTE_CONTAINERS=true", "dev-container")]
    [InlineData("VSCODE_IPC_HOOK_CLI=/tmp/vscode-ipc-1.sock", "vscode-tunnel")]
    [InlineData("TERMINAL_EMULATOR=JetBrains-JediTerm", "jetbrains-gateway")]
    [InlineData("BITBUCKET_BUILD_NUMBER=7", "ci")]
    [InlineData("CODEBUILD_BUILD_ID=a:b", "ci")]
    [InlineData("CLOUD_SHELL=true", "cloud-shell-gcp")]
    [InlineData("DEVSHELL_CLIENT_PORT=36000", "cloud-shell-gcp")]
    [InlineData("GOOGLE_CLOUD_SHELL=true", "cloud-shell-gcp")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0", "cloud-shell-azure")]
    [InlineData("AWS_EXECUTION_ENV=CloudShell", "cloud-shell-aws")]
    [InlineData("OCI_CLI_CLOUD_SHELL=True", "cloud-shell-oci")]
    [InlineData("OCI_CS_USER_OCID=ocid1.user.oc1..a", "cloud-shell-oci")]
    [InlineData("DATABRICKS_RUNTIME_VERSION=15.4", "jupyter")]
    [InlineData("JUPYTER_SERVER_URL=http://localhost:8888/", "jupyter")]
    [InlineData("GITPOD_WORKSPACE_ID=abc", "gitpod")]
    [InlineData("GITPOD_WORKSPACE_URL=https://abc.gitpod.io", "gitpod")]
    [InlineData("REPL_ID=1-2-3", "replit")]
    [InlineData("STACKBLITZ=1", "stackblitz")]
    [InlineData("CI=true", "ci")]
    [InlineData("CI=woodpecker", "ci")]
    [InlineData("GITHUB_ACTIONS=true", "ci")]
    [InlineData("TF_BUILD=True", "ci")]
    [InlineData("GITLAB_CI=true", "ci")]
    [InlineData("JENKINS_URL=https://ci.example/", "ci")]
    [InlineData("BUILDKITE=true", "ci")]
    [InlineData("CIRCLECI=true", "ci")]
    [InlineData("TEAMCITY_VERSION=2025.1", "ci")]
    [InlineData(World.SshConnection, "ssh")]
    [InlineData("SSH_CONNECTION=gibberish", "ssh")]
    [InlineData("SSH_CLIENT=10.0.0.5 52314 22", "ssh")]
    [InlineData("SSH_TTY=/dev/pts/0", "ssh")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu", "wsl")]
    [InlineData("WSL_INTEROP=/run/WSL/8_interop", "wsl")]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1", "kubernetes")]
    [InlineData("/.dockerenv", "container")]
    [InlineData("/run/.containerenv", "container")]
    [InlineData("container=podman", "container")]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER=true", "container")]
    [InlineData("DISPLAY=:0", "desktop-linux")]
    [InlineData("WAYLAND_DISPLAY=wayland-0", "desktop-linux")]
    public void One_sign_is_enough_and_is_named_without_its_value(string sign, string id)
    {
        HostEnvironment environment = World.Evaluate(sign);

        Assert.Equal(id, environment.Id);
        Assert.Equal([sign.Split('=')[0]], environment.Signals);
        Assert.Empty(environment.AlsoHolds);
    }

    [Theory]
    [InlineData(World.Wsl2Kernel)]
    [InlineData(World.Wsl1Kernel)]
    public void The_kernel_of_WSL_is_a_sign_when_sudo_has_removed_the_variables(string kernel)
    {
        HostEnvironment environment = World.Evaluate(kernel + "|SUDO_USER=alice");

        Assert.Equal("wsl", environment.Id);
        Assert.Equal(["/proc/version", "SUDO_USER"], environment.Signals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kernel:Linux version 6.8.0-31-generic (buildd@lcy02)")]
    [InlineData("HOME=/root|PATH=/bin|TERM=xterm")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=AzureAutomation/1.0")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=ADO/task")]
    [InlineData("AWS_EXECUTION_ENV=AWS_Lambda_dotnet8")]
    [InlineData("container=flatpak")]
    [InlineData("container=oci|/run/.containerenv|/run/.toolboxenv|TOOLBOX_PATH=/usr/bin/toolbox")]
    [InlineData("container=podman|/run/.containerenv|DISTROBOX_ENTER_PATH=/usr/bin/distrobox-enter")]
    [InlineData("systemd-container:wsl")]
    [InlineData("WEB_HOST=example.com")]
    [InlineData("VSCODE_PROXY_URI=https://example.com")]
    [InlineData("TERMINAL_EMULATOR=xterm|TERM_PROGRAM=vscode")]
    [InlineData("CODER_URL=https://coder.example|CODER_SESSION_TOKEN=x")]
    [InlineData("/etc/passwd")]
    public void What_is_no_sign_leaves_the_host_headless(string signs)
    {
        HostEnvironment environment = World.Evaluate(signs);

        Assert.Equal("headless", environment.Id);
        Assert.Empty(environment.Signals);
        Assert.Empty(environment.AlsoHolds);
    }

    /// <summary>What comes out where several hold, and what stays among the evidence.</summary>
    [Theory]
    [InlineData("CODESPACES=true|/.dockerenv", "codespaces", "container")]
    [InlineData("CODESPACES=true|SSH_CLIENT=::1 1 2222|SSH_TTY=/dev/pts/0|/.dockerenv", "codespaces", "ssh,container")]
    [InlineData("CODESPACES=false|CODESPACE_NAME=fluffy-waffle", "codespaces", "")]
    [InlineData("CLOUD_SHELL=true|/.dockerenv", "cloud-shell-gcp", "container")]
    [InlineData("AWS_EXECUTION_ENV=CloudShell|/.dockerenv", "cloud-shell-aws", "container")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0|CLOUD_SHELL=true", "cloud-shell-azure", "cloud-shell-gcp")]
    [InlineData("AWS_EXECUTION_ENV=CloudShell|CLOUD_SHELL=true", "cloud-shell-aws", "cloud-shell-gcp")]
    [InlineData("OCI_CLI_CLOUD_SHELL=True|CLOUD_SHELL=true", "cloud-shell-oci", "cloud-shell-gcp")]
    [InlineData("K_SERVICE=web|KUBERNETES_SERVICE_HOST=10.96.0.1", "kubernetes", "")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0|" + World.Wsl2Kernel, "cloud-shell-azure", "wsl")]
    [InlineData("GITPOD_WORKSPACE_ID=abc|KUBERNETES_SERVICE_HOST=10.96.0.1|/.dockerenv", "gitpod", "kubernetes,container")]
    [InlineData("GITPOD_WORKSPACE_ID=abc|CI=true", "gitpod", "ci")]
    [InlineData("REPL_ID=1|DISPLAY=:0", "replit", "desktop-linux")]
    [InlineData("CI=true|/.dockerenv", "ci", "container")]
    [InlineData("GITLAB_CI=true|KUBERNETES_SERVICE_HOST=10.96.0.1|/.dockerenv", "ci", "kubernetes,container")]
    [InlineData("JENKINS_URL=https://ci.example/|" + World.SshConnection, "ssh", "ci")]
    [InlineData("CI=true|DISPLAY=:99", "ci", "desktop-linux")]
    [InlineData(World.SshConnection + "|/.dockerenv", "ssh", "container")]
    [InlineData(World.SshConnection + "|KUBERNETES_SERVICE_HOST=10.96.0.1", "ssh", "kubernetes")]
    [InlineData(World.SshConnection + "|WSL_DISTRO_NAME=Ubuntu", "ssh", "wsl")]
    [InlineData(World.SshConnection + "|DISPLAY=:0", "ssh", "desktop-linux")]
    [InlineData(World.SshConnection + "|DISPLAY=localhost:10.0", "ssh-x11", "ssh")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|DISPLAY=:0|WAYLAND_DISPLAY=wayland-0", "wsl", "desktop-linux")]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1|container=containerd", "kubernetes", "container")]
    [InlineData("/.dockerenv|DISPLAY=:0", "container", "desktop-linux")]
    public void Where_several_hold_the_weightiest_decides_and_the_others_stay(string signs, string id, string others)
    {
        HostEnvironment environment = World.Evaluate(signs);

        Assert.Equal(id, environment.Id);
        Assert.Equal(others, string.Join(',', environment.AlsoHolds));
    }

    [Fact]
    public void A_container_of_Docker_Desktop_shares_the_kernel_of_WSL_and_is_a_container()
    {
        HostEnvironment environment = World.Evaluate("/.dockerenv|" + World.Wsl2Kernel);

        Assert.Equal("container", environment.Id);
        Assert.Empty(environment.AlsoHolds);
    }

    [Fact]
    public void A_WSL_distribution_made_from_an_image_is_WSL()
    {
        HostEnvironment environment = World.Evaluate("/.dockerenv|WSL_DISTRO_NAME=alpine|" + World.Wsl2Kernel);

        Assert.Equal("wsl", environment.Id);
        Assert.Equal(["container"], environment.AlsoHolds);
        Assert.Equal(["WSL_DISTRO_NAME", "/proc/version", "/.dockerenv"], environment.Signals);
    }

    [Theory]
    [InlineData("localhost:10.0", "ssh-x11")]
    [InlineData("localhost:11", "ssh-x11")]
    [InlineData("localhost:123.1", "ssh-x11")]
    [InlineData("localhost:0.0", "ssh")]
    [InlineData("localhost:9.0", "ssh")]
    [InlineData("localhost:010.0", "ssh")]
    [InlineData("localhost:1x.0", "ssh")]
    [InlineData("localhost:10.", "ssh")]
    [InlineData("localhost:10.x", "ssh")]
    [InlineData("localhost:", "ssh")]
    [InlineData("localhost", "ssh")]
    [InlineData(":10.0", "ssh")]
    [InlineData("10.0.0.5:10.0", "ssh")]
    public void Only_a_display_that_sshd_made_is_X11_forwarding(string display, string id) =>
        Assert.Equal(id, World.Evaluate(World.SshConnection + "|DISPLAY=" + display).Id);

    [Theory]
    [InlineData(HostPlatform.MacOS, true, "", "desktop-macos")]
    [InlineData(HostPlatform.MacOS, true, "DISPLAY=/private/tmp/launch/org.xquartz:0", "desktop-macos")]
    [InlineData(HostPlatform.MacOS, true, World.SshConnection, "ssh")]
    [InlineData(HostPlatform.MacOS, false, "", "headless")]
    [InlineData(HostPlatform.Windows, true, "", "desktop-windows")]
    [InlineData(HostPlatform.Windows, true, "WSL_DISTRO_NAME=Ubuntu|DISPLAY=:0", "desktop-windows")]
    [InlineData(HostPlatform.Windows, false, "", "windows-service")]
    [InlineData(HostPlatform.Windows, false, World.SshConnection, "ssh")]
    [InlineData(HostPlatform.Windows, true, "DOTNET_RUNNING_IN_CONTAINER=true", "container")]
    public void Other_platforms_go_by_their_session(HostPlatform platform, bool graphical, string signs, string id) =>
        Assert.Equal(id, EnvironmentProbe.Evaluate(World.Of(platform, signs) with { HasGraphicalSession = graphical }).Id);

    /// <summary>The verdict of every row, on a terminal, with an example that makes it decide.</summary>
    [Theory]
    [InlineData("codespaces", false, "unknown", "paste,loopback,device")]
    [InlineData("cloud-shell-gcp", false, "unreachable", "paste,device,loopback")]
    [InlineData("cloud-shell-azure", false, "unreachable", "device,paste,loopback")]
    [InlineData("cloud-shell-oci", false, "unreachable", "paste,device,loopback")]
    [InlineData("serverless", false, "unreachable", "")]
    [InlineData("cloud-workstations", false, "unreachable", "paste,device,loopback")]
    [InlineData("codesandbox", false, "unreachable", "paste,device,loopback")]
    [InlineData("colab", false, "unreachable", "device,paste,loopback")]
    [InlineData("jupyter", false, "unreachable", "device,paste,loopback")]
    [InlineData("code-server", false, "unreachable", "paste,device,loopback")]
    [InlineData("dev-container", false, "direct", "loopback,paste,device")]
    [InlineData("vscode-tunnel", false, "unreachable", "paste,device,loopback")]
    [InlineData("vscode-remote-ssh", false, "direct", "loopback,paste,device")]
    [InlineData("jetbrains-gateway", false, "forward-needed", "loopback,paste,device")]
    [InlineData("ssm", false, "forward-needed", "paste,device,loopback")]
    [InlineData("mosh", false, "forward-needed", "loopback,paste,device")]
    [InlineData("cloud-shell-aws", false, "unreachable", "paste,device,loopback")]
    [InlineData("gitpod", false, "unknown", "loopback,paste,device")]
    [InlineData("replit", false, "unreachable", "paste,device,loopback")]
    [InlineData("stackblitz", false, "unreachable", "paste,device,loopback")]
    [InlineData("ci", false, "unreachable", "")]
    [InlineData("ssh-x11", false, "forward-needed", "loopback,paste,device")]
    [InlineData("ssh", false, "forward-needed", "loopback,paste,device")]
    [InlineData("wsl", true, "direct", "loopback,paste")]
    [InlineData("kubernetes", false, "forward-needed", "device,loopback,paste")]
    [InlineData("container", false, "forward-needed", "device,paste,loopback")]
    [InlineData("desktop-macos", true, "direct", "loopback,paste")]
    [InlineData("desktop-windows", true, "direct", "loopback,paste")]
    [InlineData("windows-service", false, "unknown", "device,paste,loopback")]
    [InlineData("desktop-linux", true, "direct", "loopback,paste")]
    [InlineData("headless", false, "unknown", "loopback,paste,device")]
    public void Each_environment_has_its_verdict(string id, bool canOpenBrowser, string loopback, string channels)
    {
        HostEnvironment environment = EnvironmentProbe.Evaluate(EnvironmentExamples.Of(id));

        Assert.Equal(id, environment.Id);
        Assert.Equal(canOpenBrowser, environment.CanOpenBrowser);
        Assert.Equal(loopback, EnvironmentNames.NameOf(environment.Loopback));
        Assert.Equal(channels, World.Names(environment.Channels));
        Assert.EndsWith(".", environment.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_has_an_id_of_its_own_and_an_example()
    {
        EnvironmentDetector[] rows = [.. EnvironmentTable.Rows, EnvironmentTable.Otherwise];
        IEnumerable<string> ids = rows.Select(row => row.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(rows.Length, rows.Select(row => (row.Id, row.Case)).Distinct().Count());
        Assert.Equal(ids, EnvironmentExamples.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(ids, typeof(EnvironmentIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_is_sentences_and_every_row_with_somebody_behind_it_listens() => Assert.All(
        EnvironmentTable.Rows,
        row =>
        {
            Assert.EndsWith(".", row.Rule, StringComparison.Ordinal);
            Assert.InRange(row.Rule.Length, 20, 170);
            Assert.DoesNotContain('`', row.Rule);
            Assert.True(row.Channels.Length == 0 || row.Channels.Contains(SignInChannel.Loopback));
            Assert.False(row.CanOpenBrowser && row.Loopback == LoopbackReachability.ForwardNeeded);
        });
}
