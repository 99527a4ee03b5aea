using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class TunnelHintTests
{
    [Fact]
    public void The_commands_carry_the_bound_port_and_the_known_user_and_host()
    {
        TunnelHint hint = Create("http://127.0.0.1:49152/callback", Prompts.SshEnvironment())!;

        Assert.Equal("ssh -N -L 49152:127.0.0.1:49152 alice@10.0.0.9", hint.Command);
        Assert.Equal("ssh -N -L 49152:127.0.0.1:49152 -J jump-user@jump-host alice@10.0.0.9", hint.JumpCommand);
        Assert.Equal("ssh -N -L 49152:127.0.0.1:49152 -o \"ProxyCommand=ssh -W %h:%p jump-user@jump-host\" alice@10.0.0.9", hint.ProxyCommand);
        Assert.Equal("ssh -O forward -L 49152:127.0.0.1:49152 alice@10.0.0.9", hint.SharedConnectionCommand);
        Assert.Equal(49152, hint.Port);
        Assert.False(hint.HasPlaceholders);
    }

    [Theory]
    [InlineData("http://localhost:49152/callback", "ssh -N -L 49152:127.0.0.1:49152 alice@10.0.0.9")]
    [InlineData("http://[::1]:49152/callback", "ssh -N -L \"[::1]:49152:[::1]:49152\" alice@10.0.0.9")]
    public void The_far_side_is_never_a_name(string redirect, string expected) =>
        Assert.Equal(expected, Create(redirect, Prompts.SshEnvironment())!.Command);

    [Theory]
    [InlineData("https://127.0.0.1:49152/callback")]
    [InlineData("http://127.0.0.1/callback")]
    [InlineData("http://127.0.0.2:49152/callback")]
    [InlineData("http://192.168.1.4:49152/callback")]
    [InlineData("http://localhost.example.com:49152/callback")]
    [InlineData("http://127.0.0.1.example.com:49152/callback")]
    [InlineData("http://x@127.0.0.1:49152/callback")]
    [InlineData("com.example.app:/callback")]
    [InlineData("/callback")]
    public void It_is_silent_when_the_redirect_is_not_a_loopback_address_with_a_port(string redirect) =>
        Assert.Null(TunnelHint.Create(new Uri(redirect, UriKind.RelativeOrAbsolute), Prompts.SshEnvironment()));

    [Theory]
    [InlineData(LoopbackReachability.Direct, false)]
    [InlineData(LoopbackReachability.Unreachable, false)]
    [InlineData(LoopbackReachability.ForwardNeeded, true)]
    [InlineData(LoopbackReachability.Unknown, true)]
    public void It_speaks_only_where_a_forward_can_help(LoopbackReachability loopback, bool speaks) =>
        Assert.Equal(speaks, Create("http://127.0.0.1:49152/callback", Prompts.SshEnvironment() with { Loopback = loopback }) is not null);

    public static TheoryData<string, int, string?, string?, string> Destinations => new()
    {
        { "10.0.0.9", 2222, "alice", "h", "alice@10.0.0.9 -p 2222" },
        { "2001:db8::9", 22, "alice", "h", "alice@2001:db8::9" },
        { "::ffff:10.0.0.9", 22, "alice", "h", "alice@10.0.0.9" },
        { "fe80::1%eth0", 22, "alice", "build7", "alice@build7" },
        { "fe80::1", 22, "alice", "build7", "alice@build7" },
        { "169.254.3.4", 22, "alice", "build7", "alice@build7" },
        { "127.0.0.1", 2222, "alice", "build7", "alice@build7 -p 2222" },
        { "::1", 22, "alice", "build7", "alice@build7" },
        { "0.0.0.0", 22, "alice", "build7", "alice@build7" },
        { "not an address", 22, "alice", "build7", "alice@build7" },
        { "10.0.0.9", 0, "alice", "h", "alice@10.0.0.9" },
        { "10.0.0.9", 70000, "alice", "h", "alice@10.0.0.9" },
        { "10.0.0.9", 22, null, "h", "user@10.0.0.9" },
        { "127.0.0.1", 22, "alice", null, "alice@remote-host" },
        { "127.0.0.1", 22, "alice", "localhost", "alice@remote-host" },
        { "127.0.0.1", 22, "alice", "localhost.localdomain", "alice@remote-host" },
    };

    [Theory]
    [MemberData(nameof(Destinations))]
    public void The_destination_is_what_is_known_or_a_placeholder(string server, int port, string? user, string? host, string expected)
    {
        HostEnvironment environment = Prompts.SshEnvironment() with
        {
            Ssh = Prompts.Ssh with { ServerAddress = server, ServerPort = port },
            UserName = user,
            HostName = host,
        };

        TunnelHint hint = Create("http://127.0.0.1:49152/callback", environment)!;

        Assert.Equal($"ssh -N -L 49152:127.0.0.1:49152 {expected}", hint.Command);
        Assert.Equal(expected.Contains("user@", StringComparison.Ordinal) || expected.Contains("remote-host", StringComparison.Ordinal), hint.HasPlaceholders);
    }

    [Theory]
    [InlineData("203.0.113.5", "172.31.4.7", "remote-host")]
    [InlineData("203.0.113.5", "10.128.0.2", "remote-host")]
    [InlineData("203.0.113.5", "192.168.1.4", "remote-host")]
    [InlineData("::ffff:203.0.113.5", "::ffff:10.0.0.4", "remote-host")]
    [InlineData("203.0.113.5", "100.64.0.1", "remote-host")]
    [InlineData("2001:db8::5", "fd00::9", "remote-host")]
    [InlineData("10.0.2.2", "10.0.2.15", "remote-host")]
    [InlineData("203.0.113.5", "172.32.0.1", "172.32.0.1")]
    [InlineData("203.0.113.5", "198.51.100.2", "198.51.100.2")]
    [InlineData("10.0.0.5", "172.31.4.7", "172.31.4.7")]
    [InlineData("100.100.1.2", "100.100.1.3", "100.100.1.3")]
    [InlineData("127.0.0.1", "10.0.0.9", "10.0.0.9")]
    [InlineData("nonsense", "10.0.0.9", "10.0.0.9")]
    [InlineData("fd00::5", "fd00::9", "fd00::9")]
    public void An_address_behind_address_translation_is_not_printed_and_neither_is_the_name_that_goes_with_it(string client, string server, string host)
    {
        HostEnvironment environment = Prompts.SshEnvironment() with { Ssh = new SshConnection(client, 50123, server, 22) };

        TunnelHint hint = Create("http://127.0.0.1:49152/callback", environment)!;

        Assert.Equal($"ssh -N -L 49152:127.0.0.1:49152 alice@{host}", hint.Command);
        Assert.Equal(host == "remote-host", hint.HasPlaceholders);
    }

    [Theory]
    [InlineData("alice", "root", "alice")]
    [InlineData(null, "root", "root")]
    [InlineData("a;b", "root", "root")]
    [InlineData("alice", null, "alice")]
    public void Under_sudo_the_login_is_that_of_whoever_called_it(string? invoking, string? running, string login)
    {
        HostEnvironment environment = Prompts.SshEnvironment() with { InvokingUser = invoking, UserName = running };

        Assert.Equal($"ssh -N -L 49152:127.0.0.1:49152 {login}@10.0.0.9", Create("http://127.0.0.1:49152/callback", environment)!.Command);
    }

    [Fact]
    public void Without_a_connection_the_host_name_serves_and_without_anything_placeholders()
    {
        HostEnvironment environment = Prompts.SshEnvironment() with { Ssh = null };
        Assert.Equal("ssh -N -L 49152:127.0.0.1:49152 alice@build7.example.net", Create("http://127.0.0.1:49152/", environment)!.Command);

        TunnelHint hint = Create("http://127.0.0.1:49152/", environment with { UserName = null, HostName = null })!;
        Assert.Equal("ssh -N -L 49152:127.0.0.1:49152 user@remote-host", hint.Command);
        Assert.True(hint.HasPlaceholders);
    }

    [Theory]
    [InlineData("-oProxyCommand=evil")]
    [InlineData("a b")]
    [InlineData("a;reboot")]
    [InlineData("$(reboot)")]
    [InlineData("`id`")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\nb")]
    [InlineData("a\u202eb")]
    [InlineData("DOMAIN\\alice")]
    [InlineData("al@ice")]
    [InlineData(".")]
    [InlineData("alice.")]
    [InlineData("alice-")]
    [InlineData("")]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_environment_reaches_the_command_raw(string name)
    {
        HostEnvironment environment = Prompts.SshEnvironment() with { Ssh = null, UserName = name, HostName = name };

        TunnelHint hint = Create("http://127.0.0.1:49152/callback", environment)!;

        Assert.Equal("ssh -N -L 49152:127.0.0.1:49152 user@remote-host", hint.Command);
        Assert.True(hint.HasPlaceholders);
    }

    [Fact]
    public void An_ipv6_host_keeps_its_brackets_within_the_proxy_command()
    {
        HostEnvironment environment = Prompts.SshEnvironment() with { Ssh = Prompts.Ssh with { ServerAddress = "2001:db8::9" } };

        TunnelHint hint = Create("http://127.0.0.1:49152/callback", environment)!;

        Assert.Equal(
            "ssh -N -L 49152:127.0.0.1:49152 -o \"ProxyCommand=ssh -W '[%h]:%p' jump-user@jump-host\" alice@2001:db8::9",
            hint.ProxyCommand);
    }

    private static TunnelHint? Create(string redirect, HostEnvironment environment) => TunnelHint.Create(new Uri(redirect), environment);
}
