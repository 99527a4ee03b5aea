using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>What the tool tells without signing anybody in.</summary>
public sealed class ReportTests
{
    private static readonly string[] Loopbacks = ["direct", "forward-needed", "unreachable", "unknown"];

    [Theory]
    [InlineData("ssh", "forward-needed", "SSH_CONNECTION=192.0.2.7 50222 198.51.100.4 22")]
    [InlineData("codespaces", null, "CODESPACES=true", "CODESPACE_NAME=shiny-space")]
    [InlineData("cloud-shell-gcp", "unreachable", "CLOUD_SHELL=true")]
    [InlineData("gitpod", null, "GITPOD_WORKSPACE_ID=blue-bird")]
    [InlineData("wsl", "direct", "WSL_DISTRO_NAME=Debian")]
    [InlineData("ci", null, "CI=true")]
    [InlineData(null, null)]
    [InlineData(null, null, "SSH_CONNECTION=", "CODESPACES=false", "CI=0")]
    public async Task The_probe_tells_where_it_runs(string? environment, string? loopback, params string[] variables)
    {
        using var home = new ToolHome();
        foreach (var variable in variables)
        {
            var (name, value) = (variable.Split('=', 2)[0], variable.Split('=', 2)[1]);
            home.Variables[name] = value;
        }

        var result = (await ToolProcess.RunAsync(home, "probe", "--json")).ShouldExitWith(0).ShouldBePlain();

        var json = result.Json;
        Assert.Equal(environment ?? PlainMachine(), json.GetProperty("environment").GetString());
        Assert.False(json.GetProperty("can_open_browser").GetBoolean() && environment is null);
        Assert.Contains(json.GetProperty("loopback").GetString(), loopback is null ? Loopbacks : [loopback]);
        Assert.NotEqual("", json.GetProperty("rule").GetString());
        Assert.All(json.GetProperty("channels").EnumerateArray(), channel => Assert.Contains(channel.GetString(), (string[])["loopback", "paste", "device"]));
        var signals = json.GetProperty("signals").EnumerateArray().Select(signal => signal.GetString()).ToArray();
        if (environment is not null)
        {
            Assert.Contains(variables[0].Split('=')[0], signals);
        }
        else
        {
            Assert.DoesNotContain("SSH_CONNECTION", signals);
            Assert.DoesNotContain("CODESPACES", signals);
            Assert.DoesNotContain("CI", signals);
        }
    }

    [Fact]
    public async Task The_probe_tells_the_same_in_words()
    {
        using var home = new ToolHome();
        home.Variables["SSH_CONNECTION"] = "192.0.2.7 50222 198.51.100.4 22";

        var result = (await ToolProcess.RunAsync(home, "probe")).ShouldExitWith(0).ShouldBePlain();

        Assert.Contains("ssh", result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("192.0.2.7", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_providers_are_listed()
    {
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, "providers")).ShouldExitWith(0).ShouldBePlain();

        Assert.All(
            (string[])["xai-oauth", "spotify", "anthropic", "openai-codex", "minimax", "nous-portal"],
            id => Assert.Contains(id, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demo_signs_in_and_ends_well()
    {
        using var home = new ToolHome();
        await using var tool = ToolProcess.Start(home, "demo");

        (await tool.WaitForExitAsync(TimeSpan.FromSeconds(20))).ShouldExitWith(ExitCodes.SignedIn).ShouldBePlain();

        Assert.False(Directory.Exists(home.StoreFolder), "The demo should leave nothing behind.");
    }

    /// <summary>This machine without any variable: its marker files still count.</summary>
    private static string PlainMachine()
    {
        if (OperatingSystem.IsWindows())
        {
            return "desktop-windows";
        }

        if (OperatingSystem.IsMacOS())
        {
            return "desktop-macos";
        }

        return File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") ? "container" : "headless";
    }
}
