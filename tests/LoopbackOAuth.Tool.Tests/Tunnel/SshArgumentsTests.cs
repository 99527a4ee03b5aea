using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class SshArgumentsTests
{
    private static readonly SshRequest Plain = new() { Destination = SshHost.Parse("ada@host", "destination") };

    private static readonly SshRequest Full = new()
    {
        Destination = SshHost.Parse("ada@[2001:db8::9]:2222", "destination"),
        Jumps = [SshHost.Parse("bob@jump", "jump host"), SshHost.Parse("[::1]:22", "jump host")],
        Identities = ["/keys/a b"],
        ConfigurationFile = "/etc/other",
        Options = ["ProxyCommand=none", "ServerAliveInterval=5"],
    };

    [Fact]
    public void Behind_the_listener_ssh_gets_the_forward_and_nothing_that_another_session_could_spoil() => Assert.Equal(
        [
            "-N", "-T", "-L", "/run/1:127.0.0.1:56121",
            "-o", "ControlPath=none", "-o", "ClearAllForwardings=no", "-o", "ExitOnForwardFailure=no", "-o", "ForkAfterAuthentication=no",
            "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=3", "-o", "ConnectTimeout=30", "-o", "LogLevel=INFO",
            "--", "ada@host",
        ],
        SshArguments.Behind(Plain, ["/run/1:127.0.0.1:56121"], forbidFork: true, exitOnForwardFailure: false));

    [Fact]
    public void Behind_a_port_that_may_be_anybodys_ssh_says_when_it_has_it_or_ends_whatever_the_users_log_level() => Assert.Equal(
        ["ExitOnForwardFailure=yes", "LogLevel=DEBUG1", "LogLevel=QUIET"],
        SshArguments.Behind(Plain with { Options = ["LogLevel=QUIET"] }, ["127.0.0.1:9:127.0.0.1:56121"], forbidFork: false, exitOnForwardFailure: true)
            .Where(argument => argument.StartsWith("ExitOn", StringComparison.Ordinal) || argument.StartsWith("LogLevel", StringComparison.Ordinal)
                || argument.StartsWith("Fork", StringComparison.Ordinal)).Take(3));

    [Fact]
    public void What_the_user_says_comes_before_the_defaults_and_after_what_the_tunnel_stands_on() => Assert.Equal(
        [
            "-N", "-T", "-L", "127.0.0.1:56121:127.0.0.1:56121",
            "-o", "ControlPath=none", "-o", "ClearAllForwardings=no", "-o", "ExitOnForwardFailure=yes",
            "-o", "ProxyCommand=none", "-o", "ServerAliveInterval=5",
            "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=3", "-o", "ConnectTimeout=30",
            "-F", "/etc/other", "-i", "/keys/a b", "-J", "bob@jump,[::1]:22", "-p", "2222",
            "--", "ada@2001:db8::9",
        ],
        SshArguments.Alone(Full, [new TunnelPort(LoopbackHost.IPv4, 56121)]));

    [Fact]
    public void To_find_out_why_there_is_no_login_the_user_gets_their_own_options_only() => Assert.Equal(
        ["-o", "ProxyCommand=none", "-o", "ServerAliveInterval=5", "-F", "/etc/other", "-i", "/keys/a b", "-J", "bob@jump,[::1]:22", "-p", "2222", "ada@2001:db8::9"],
        SshArguments.Login(Full));

    [Theory]
    [InlineData(LoopbackHost.IPv4, "127.0.0.1:4000:127.0.0.1:4000")]
    [InlineData(LoopbackHost.IPv6, "[::1]:4000:[::1]:4000")]
    [InlineData(LoopbackHost.Localhost, "127.0.0.1:4000:127.0.0.1:4000", "[::1]:4000:127.0.0.1:4000")]
    public void The_forward_has_the_families_that_the_browser_may_try(LoopbackHost host, params string[] forwards) =>
        Assert.Equal(forwards, new TunnelPort(host, 4000).PlainForwards);

    [Theory]
    [InlineData("ControlMaster=auto")]
    [InlineData("controlpath=/tmp/x")]
    [InlineData("ClearAllForwardings yes")]
    [InlineData("ForkAfterAuthentication=yes")]
    [InlineData("SessionType=default")]
    [InlineData("=x")]
    [InlineData("")]
    [InlineData("ProxyCommand=a\nLocalCommand=b")]
    public void A_setting_that_the_tunnel_stands_on_is_not_the_users(string option) =>
        Assert.NotEqual("", Assert.Throws<UsageException>(() => SshArguments.CheckOption(option)).Remedy);

    [Theory]
    [InlineData("ProxyCommand=ssh -W %h:%p jump")]
    [InlineData("StrictHostKeyChecking accept-new")]
    [InlineData("Compression=yes")]
    public void Any_other_setting_is(string option) => SshArguments.CheckOption(option);

    [Theory]
    [InlineData(false, "ssh -o 'ProxyCommand=ssh -W %h:%p jump' -L '[::1]:1:[::1]:1' 'it'\\''s' -- ada@host")]
    [InlineData(true, "ssh -o \"ProxyCommand=ssh -W %h:%p jump\" -L \"[::1]:1:[::1]:1\" \"it's\" -- ada@host")]
    public void A_command_to_copy_means_to_a_shell_what_it_says(bool isWindows, string line) => Assert.Equal(
        line,
        CommandText.Of("ssh", ["-o", "ProxyCommand=ssh -W %h:%p jump", "-L", "[::1]:1:[::1]:1", "it's", "--", "ada@host"], isWindows));
}
