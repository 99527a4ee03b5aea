using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class EnvironmentSnapshotTests
{
    /// <summary>Every variable that the table tests for presence, and every way to say that it is not.</summary>
    public static TheoryData<string, string> AbsentFlags()
    {
        string[] variables =
        [
            "CODESPACES", "CODESPACE_NAME", "CLOUD_SHELL", "DEVSHELL_CLIENT_PORT", "GOOGLE_CLOUD_SHELL", "GITPOD_WORKSPACE_ID",
            "GITPOD_WORKSPACE_URL", "REPL_ID", "STACKBLITZ", "CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL",
            "BUILDKITE", "CIRCLECI", "TEAMCITY_VERSION", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "WSL_DISTRO_NAME", "WSL_INTEROP",
            "KUBERNETES_SERVICE_HOST", "container", "DOTNET_RUNNING_IN_CONTAINER", "DISPLAY", "WAYLAND_DISPLAY",
            "SUDO_USER", "TMUX", "STY", "BROWSER",
            "GITPOD_ENVIRONMENT_ID", "GOOGLE_CLOUD_WORKSTATIONS", "CODESANDBOX_HOST", "CSB", "COLAB_RELEASE_TAG", "JUPYTERHUB_USER",
            "KAGGLE_KERNEL_RUN_TYPE", "CODER", "CODER_WORKSPACE_NAME", "VSCODE_IPC_HOOK_CLI", "REMOTE_CONTAINERS", "JPY_PARENT_PID",
            "ACC_CLOUD", "DOAS_USER", "NO_BROWSER", "TOOLBOX_PATH",
        ];
        var data = new TheoryData<string, string>();
        foreach (string variable in variables)
        {
            foreach (string value in (string[])["", " ", "0", "false", "no", "off", "False", "NO", " OFF "])
            {
                data.Add(variable, value);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AbsentFlags))]
    public void A_variable_that_says_no_is_not_there(string variable, string value)
    {
        HostEnvironment environment = World.Evaluate(variable + "=" + value);

        Assert.Equal("headless", environment.Id);
        Assert.Empty(environment.Signals);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("00")]
    [InlineData("none")]
    [InlineData("offline")]
    public void Any_other_value_is_there(string value) => Assert.True(World.Linux("FLAG=" + value).Has("FLAG"));

    [Fact]
    public void A_capture_shows_this_process()
    {
        string variable = "LOOPBACK_OAUTH_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(variable, "seen");
        try
        {
            EnvironmentSnapshot snapshot = EnvironmentSnapshot.Capture();

            Assert.Equal("seen", snapshot.Variables[variable]);
            Assert.Equal(!Console.IsInputRedirected, snapshot.InputIsTerminal);
            Assert.Equal(!Console.IsErrorRedirected, snapshot.ErrorIsTerminal);
            Assert.Equal(Environment.MachineName, snapshot.HostName);
            Assert.False(string.IsNullOrEmpty(snapshot.UserName));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public void A_capture_finds_the_platform_the_kernel_and_the_marker_files()
    {
        EnvironmentSnapshot snapshot = EnvironmentSnapshot.Capture();

        Assert.Equal(OperatingSystem.IsWindows() ? HostPlatform.Windows : OperatingSystem.IsMacOS() ? HostPlatform.MacOS : HostPlatform.Linux, snapshot.Platform);
        if (OperatingSystem.IsLinux())
        {
            Assert.StartsWith("Linux version ", snapshot.KernelVersion, StringComparison.Ordinal);
            Assert.Equal(EnvironmentSnapshot.MarkerFiles.Where(File.Exists).Order(StringComparer.Ordinal), snapshot.Files.Order(StringComparer.Ordinal));
            Assert.True(snapshot.HasGraphicalSession);
        }
        else
        {
            Assert.Null(snapshot.KernelVersion);
            Assert.Empty(snapshot.Files);
        }
    }
}
