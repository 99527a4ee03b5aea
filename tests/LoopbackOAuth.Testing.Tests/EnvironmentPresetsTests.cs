using System.Reflection;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Testing.Tests;

public sealed class EnvironmentPresetsTests
{
    [Theory]
    [InlineData("LocalDesktop", "desktop-linux", true, "direct", "loopback paste", "")]
    [InlineData("Ssh", "ssh", false, "forward-needed", "loopback paste device", "")]
    [InlineData("Codespaces", "codespaces", true, "unknown", "paste loopback device", "container")]
    [InlineData("CloudShell", "cloud-shell-gcp", false, "unreachable", "paste device loopback", "")]
    [InlineData("Gitpod", "gitpod", false, "unknown", "loopback paste device", "")]
    [InlineData("Wsl", "wsl", true, "direct", "loopback paste", "desktop-linux")]
    [InlineData("Container", "container", false, "forward-needed", "device paste loopback", "")]
    [InlineData("Kubernetes", "kubernetes", false, "forward-needed", "device loopback paste", "")]
    [InlineData("Headless", "headless", false, "unknown", "loopback device", "")]
    [InlineData("Ci", "ci", false, "unreachable", "", "")]
    [InlineData("MacOS", "desktop-macos", true, "direct", "loopback paste", "")]
    [InlineData("Windows", "desktop-windows", true, "direct", "loopback paste", "")]
    [InlineData("WindowsService", "windows-service", false, "unknown", "device loopback", "")]
    [InlineData("SshX11", "ssh-x11", false, "forward-needed", "loopback paste device", "ssh")]
    [InlineData("Mosh", "mosh", false, "forward-needed", "loopback paste device", "ssh")]
    [InlineData("SshSudo", "ssh", false, "forward-needed", "loopback paste device", "")]
    [InlineData("SshTmux", "ssh", false, "forward-needed", "loopback paste device", "")]
    [InlineData("VSCodeRemoteSsh", "vscode-remote-ssh", true, "direct", "loopback paste device", "ssh")]
    [InlineData("VSCodeTunnel", "vscode-tunnel", true, "unreachable", "paste device loopback", "")]
    [InlineData("DevContainer", "dev-container", true, "direct", "loopback paste device", "container")]
    [InlineData("JetBrainsGateway", "jetbrains-gateway", false, "forward-needed", "loopback paste device", "ssh")]
    [InlineData("CodeServer", "code-server", false, "unreachable", "paste device loopback", "")]
    [InlineData("Coder", "code-server", false, "forward-needed", "paste device loopback", "")]
    [InlineData("CloudWorkstations", "cloud-workstations", false, "unreachable", "paste device loopback", "")]
    [InlineData("AzureCloudShell", "cloud-shell-azure", false, "unreachable", "device paste loopback", "")]
    [InlineData("AwsCloudShell", "cloud-shell-aws", false, "unreachable", "paste device loopback", "")]
    [InlineData("OracleCloudShell", "cloud-shell-oci", false, "unreachable", "paste device loopback", "")]
    [InlineData("Serverless", "serverless", false, "unreachable", "", "")]
    [InlineData("SessionManager", "ssm", false, "forward-needed", "paste device loopback", "")]
    [InlineData("Replit", "replit", false, "unreachable", "paste device loopback", "")]
    [InlineData("StackBlitz", "stackblitz", false, "unreachable", "paste device loopback", "")]
    [InlineData("CodeSandbox", "codesandbox", false, "unreachable", "paste device loopback", "")]
    [InlineData("Jupyter", "jupyter", false, "unreachable", "device loopback", "")]
    [InlineData("Colab", "colab", false, "unreachable", "device loopback", "jupyter")]
    public void A_preset_is_what_the_probe_says_in_such_a_place(string name, string id, bool opens, string loopback, string channels, string also)
    {
        HostEnvironment preset = Get(name);

        Assert.Equal(id, preset.Id);
        Assert.Equal(opens, preset.CanOpenBrowser);
        Assert.Equal(loopback, EnvironmentNames.NameOf(preset.Loopback));
        Assert.Equal(channels, string.Join(' ', preset.Channels.Select(EnvironmentNames.NameOf)));
        Assert.Equal(also, string.Join(' ', preset.AlsoHolds));
        Assert.EndsWith(".", preset.Rule, StringComparison.Ordinal);
        Assert.NotNull(preset.UserName);
        Assert.NotNull(preset.HostName);
    }

    [Fact]
    public void No_preset_goes_untested()
    {
        IEnumerable<object?> tested = typeof(EnvironmentPresetsTests).GetMethod(nameof(A_preset_is_what_the_probe_says_in_such_a_place))!
            .GetCustomAttributes<InlineDataAttribute>()
            .Select(row => row.Data[0]);

        Assert.Equal(Properties().Select(property => property.Name).Order(StringComparer.Ordinal), tested.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_is_a_terminal_but_for_services_jobs_and_notebooks()
    {
        foreach (string name in Properties().Select(property => property.Name))
        {
            bool expected = name is not ("Headless" or "Ci" or "Serverless" or "WindowsService" or "Jupyter" or "Colab");

            Assert.Equal((name, expected, expected), (name, Get(name).InputIsTerminal, Get(name).ErrorIsTerminal));
        }
    }

    [Fact]
    public void The_ssh_session_knows_both_of_its_ends() =>
        Assert.Equal(new SshConnection("203.0.113.7", 52314, "198.51.100.20", 22), EnvironmentPresets.Ssh.Ssh);

    [Fact]
    public void There_is_a_preset_for_each_environment() => Assert.Equal(
        typeof(EnvironmentIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Properties().Select(property => Get(property.Name).Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void The_presets_have_what_words_and_commands_need()
    {
        Assert.Equal(("ada", "root"), (EnvironmentPresets.SshSudo.InvokingUser, EnvironmentPresets.SshSudo.UserName));
        Assert.Equal(TerminalMultiplexer.Tmux, EnvironmentPresets.SshTmux.Multiplexer);
        Assert.Equal("i-0123456789abcdef0", EnvironmentPresets.SessionManager.WorkspaceName);
        Assert.Equal("dev", EnvironmentPresets.Coder.WorkspaceName);
        Assert.Equal("fluffy-waffle", EnvironmentPresets.Codespaces.WorkspaceName);
        Assert.Equal("web-7d4f9c", EnvironmentPresets.Kubernetes.WorkspaceName);
    }

    [Fact]
    public void The_probe_answers_what_it_was_told()
    {
        var probe = new FixedEnvironmentProbe(EnvironmentPresets.Ssh);

        Assert.Same(EnvironmentPresets.Ssh, probe.Probe());
        probe.Environment = EnvironmentPresets.Ci;
        Assert.Same(EnvironmentPresets.Ci, probe.Probe());
        Assert.Equal(2, probe.ProbeCount);
    }

    private static PropertyInfo[] Properties() => typeof(EnvironmentPresets).GetProperties(BindingFlags.Public | BindingFlags.Static);

    private static HostEnvironment Get(string name) => (HostEnvironment)typeof(EnvironmentPresets).GetProperty(name)!.GetValue(null)!;
}
