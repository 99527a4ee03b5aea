using System.Reflection;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Testing.Tests;

public sealed class EnvironmentPresetsTests
{
    public static TheoryData<string> Names => [.. Properties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_does_not_contradict_itself(string name)
    {
        HostEnvironment preset = Get(name);

        Assert.Matches("^[a-z]+(-[a-z]+)*$", preset.Id);
        Assert.Equal(preset.Loopback is not LoopbackReachability.Unreachable, preset.Channels.Contains(SignInChannel.Loopback));
        Assert.Equal(preset.InputIsTerminal, preset.Channels.Contains(SignInChannel.Paste));
        Assert.EndsWith(".", preset.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_preset_is_another_environment()
    {
        string[] ids = [.. Names.Select(row => Get(row.Data).Id)];

        Assert.Equal(["ci", "cloud-shell-gcp", "codespaces", "container", "desktop-linux", "headless", "ssh"], ids.Order(StringComparer.Ordinal));
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
