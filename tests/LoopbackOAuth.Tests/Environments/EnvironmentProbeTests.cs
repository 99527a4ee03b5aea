using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class EnvironmentProbeTests
{
    [Fact]
    public void A_probe_looks_anew_at_each_call()
    {
        string[] worlds = ["DISPLAY=:0", "CI=true"];
        int calls = 0;
        var probe = new EnvironmentProbe(() => World.Linux(worlds[calls++]));

        Assert.Equal("desktop-linux", probe.Probe().Id);
        Assert.Equal("ci", probe.Probe().Id);
    }

    [Fact]
    public void The_default_probe_judges_this_process()
    {
        HostEnvironment expected = EnvironmentProbe.Evaluate(EnvironmentSnapshot.Capture());
        HostEnvironment environment = new EnvironmentProbe().Probe();

        Assert.Equal(expected.Id, environment.Id);
        Assert.Equal(expected.Signals, environment.Signals);
    }

    [Fact]
    public void Nothing_to_judge_is_misuse()
    {
        Assert.Throws<ArgumentNullException>(() => EnvironmentProbe.Evaluate(null!));
        Assert.Throws<ArgumentNullException>(() => new EnvironmentProbe(null!));
    }

    [Fact]
    [Trait("Invariant", "12")]
    public void Nothing_reads_stdin_unless_it_is_a_terminal_so_paste_is_offered_only_there()
    {
        foreach (string id in EnvironmentExamples.Ids.Where(id => id is not (EnvironmentIds.Ci or EnvironmentIds.Serverless)))
        {
            EnvironmentSnapshot snapshot = EnvironmentExamples.Of(id);
            HostEnvironment terminal = EnvironmentProbe.Evaluate(snapshot with { InputIsTerminal = true });
            HostEnvironment piped = EnvironmentProbe.Evaluate(snapshot with { InputIsTerminal = false });

            Assert.Contains(SignInChannel.Paste, terminal.Channels);
            Assert.Equal(terminal.Channels.Where(channel => channel != SignInChannel.Paste), piped.Channels);
            Assert.True(terminal.InputIsTerminal);
            Assert.False(piped.InputIsTerminal);
        }
    }

    [Fact]
    public void Standard_error_is_reported_apart_from_standard_input()
    {
        HostEnvironment environment = EnvironmentProbe.Evaluate(World.Linux("", terminal: false) with { ErrorIsTerminal = true });

        Assert.False(environment.InputIsTerminal);
        Assert.True(environment.ErrorIsTerminal);
    }

    [Fact]
    public void A_dumb_terminal_is_a_terminal() =>
        Assert.Contains(SignInChannel.Paste, World.Evaluate("DISPLAY=:0|TERM=dumb").Channels);

    [Theory]
    [InlineData("firefox")]
    [InlineData("/usr/bin/firefox --new-tab %s")]
    [InlineData("/home/u/.vscode-server/bin/abc/bin/helpers/browser.sh")]
    [InlineData("  google-chrome ")]
    public void A_graphical_BROWSER_can_be_opened_on_any_host(string browser)
    {
        foreach (string id in EnvironmentExamples.Ids)
        {
            EnvironmentSnapshot plain = EnvironmentExamples.Of(id);
            EnvironmentSnapshot withBrowser = plain with
            {
                Variables = new Dictionary<string, string>(plain.Variables, StringComparer.Ordinal) { ["BROWSER"] = browser },
            };
            HostEnvironment environment = EnvironmentProbe.Evaluate(withBrowser);

            Assert.Equal(id, environment.Id);
            Assert.True(environment.CanOpenBrowser, id);
            Assert.Equal("BROWSER", environment.Signals[^1]);
            Assert.Contains("BROWSER is set", environment.Rule, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("w3m")]
    [InlineData("lynx")]
    [InlineData("/usr/bin/links2 -g")]
    public void A_console_BROWSER_is_not_opened_even_on_a_desktop(string browser)
    {
        HostEnvironment environment = World.Evaluate("DISPLAY=:0|BROWSER=" + browser);

        Assert.Equal("desktop-linux", environment.Id);
        Assert.False(environment.CanOpenBrowser);
        Assert.Equal(["DISPLAY", "BROWSER"], environment.Signals);
        Assert.Contains("console browser", environment.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public void A_BROWSER_that_is_not_set_changes_nothing(string browser)
    {
        HostEnvironment environment = World.Evaluate("DISPLAY=:0|BROWSER=" + browser);

        Assert.True(environment.CanOpenBrowser);
        Assert.Equal(["DISPLAY"], environment.Signals);
        Assert.DoesNotContain("BROWSER", environment.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.5 52314 10.0.0.9 22", true)]
    [InlineData("10.0.0.5 52314 10.0.0.9", false)]
    public void Only_a_well_formed_SSH_CONNECTION_is_taken_apart(string value, bool wellFormed)
    {
        HostEnvironment environment = World.Evaluate("SSH_CONNECTION=" + value);

        Assert.Equal("ssh", environment.Id);
        Assert.Equal(wellFormed ? new SshConnection("10.0.0.5", 52314, "10.0.0.9", 22) : null, environment.Ssh);
    }

    [Theory]
    [InlineData("USER=alice|LOGNAME=bob", "carol", "alice")]
    [InlineData("LOGNAME=bob|USERNAME=dave", "carol", "bob")]
    [InlineData("USERNAME=dave", "carol", "dave")]
    [InlineData("", "carol", "carol")]
    [InlineData("USER=root|SUDO_USER=alice", "root", "root")]
    [InlineData("SUDO_USER=alice", null, null)]
    [InlineData("USER=-oProxyCommand=id", null, null)]
    [InlineData("USER=evil\u001b]52;c;aWQ=\u0007", null, null)]
    [InlineData("USER=evil\u001b[2J|LOGNAME=alice", null, "alice")]
    [InlineData("USER=", "carol", "carol")]
    [InlineData("", "two words", null)]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_so_a_user_name_is_safe_or_absent(string variables, string? userName, string? expected) =>
        Assert.Equal(expected, EnvironmentProbe.Evaluate(World.Linux(variables) with { UserName = userName }).UserName);

    [Theory]
    [InlineData("build-7.example.com", "build-7.example.com")]
    [InlineData("localhost", null)]
    [InlineData("host\r\nrm -rf", null)]
    [InlineData("-oProxyCommand=id", null)]
    [InlineData(null, null)]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_so_a_host_name_is_safe_or_absent(string? hostName, string? expected) =>
        Assert.Equal(expected, EnvironmentProbe.Evaluate(World.Linux("") with { HostName = hostName }).HostName);

    /// <summary>Every variable with values that are no use, alone and all together.</summary>
    [Theory]
    [InlineData("\u001b]52;c;aWQ=\u0007\u001b[2J")]
    [InlineData("$(id)`id`;id|id\r\n")]
    [InlineData("\0")]
    [InlineData(" \t ")]
    [InlineData("huge")]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_whatever_the_variables_hold(string value)
    {
        value = value == "huge" ? new string('x', 1_000_000) : value;
        var all = EvaluatedVariables.Names.ToDictionary(name => name, _ => value, StringComparer.Ordinal);
        foreach (HostPlatform platform in Enum.GetValues<HostPlatform>())
        {
            Check(World.Of(platform, "") with { Variables = all, UserName = value, HostName = value, KernelVersion = value, KubernetesNamespace = value, CloudInstanceId = value, ContainerManager = value, Ancestors = [value], WslNetworkingMode = value });
            foreach (string name in EvaluatedVariables.Names)
            {
                Check(World.Of(platform, "") with { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value } });
            }
        }

        static void Check(EnvironmentSnapshot snapshot)
        {
            HostEnvironment environment = EnvironmentProbe.Evaluate(snapshot);
            string shown = string.Join(' ', [environment.Rule, environment.Id, environment.UserName, environment.HostName, environment.InvokingUser, environment.WorkspaceName, environment.KubernetesNamespace, .. environment.Signals, .. environment.AlsoHolds]);

            Assert.DoesNotContain(shown, char.IsControl);
            Assert.DoesNotContain("$(id)", shown, StringComparison.Ordinal);
            Assert.InRange(shown.Length, 1, 6_000);
            Assert.All(environment.Signals, signal => Assert.True(EvaluatedVariables.Names.Contains(signal, StringComparer.Ordinal) || signal.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '/' or '.')));
        }
    }

    [Fact]
    public void A_verdict_depends_on_nothing_but_the_snapshot()
    {
        foreach (string id in EnvironmentExamples.Ids)
        {
            HostEnvironment first = EnvironmentProbe.Evaluate(EnvironmentExamples.Of(id));
            HostEnvironment second = EnvironmentProbe.Evaluate(EnvironmentExamples.Of(id));

            Assert.Equal(
                first with { Channels = [], Signals = [], AlsoHolds = [] },
                second with { Channels = [], Signals = [], AlsoHolds = [] });
            Assert.Equal(first.Signals, second.Signals);
            Assert.Equal(first.Channels, second.Channels);
            Assert.Equal(first.AlsoHolds, second.AlsoHolds);
        }
    }

    [Fact]
    public void A_sign_that_serves_two_rows_is_named_once()
    {
        HostEnvironment environment = World.Evaluate(World.SshConnection + "|DISPLAY=localhost:10.0");

        Assert.Equal(["SSH_CONNECTION", "DISPLAY"], environment.Signals);
    }
}
