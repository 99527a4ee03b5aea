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
    public void There_is_a_terminal_but_for_a_headless_host_and_a_job()
    {
        foreach (string name in Properties().Select(property => property.Name))
        {
            bool expected = name is not ("Headless" or "Ci");

            Assert.Equal((name, expected, expected), (name, Get(name).InputIsTerminal, Get(name).ErrorIsTerminal));
        }
    }

    [Fact]
    public void The_ssh_session_knows_both_of_its_ends() =>
        Assert.Equal(new SshConnection("203.0.113.7", 52314, "198.51.100.20", 22), EnvironmentPresets.Ssh.Ssh);

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
