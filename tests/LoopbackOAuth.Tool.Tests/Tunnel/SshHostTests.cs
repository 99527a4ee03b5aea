using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class SshHostTests
{
    [Theory]
    [InlineData("host", null, "host", null, "host", "host")]
    [InlineData("ada@host", "ada", "host", null, "ada@host", "ada@host")]
    [InlineData("ada@host:2222", "ada", "host", 2222, "ada@host", "ada@host:2222")]
    [InlineData("10.0.0.9:22", null, "10.0.0.9", 22, "10.0.0.9", "10.0.0.9:22")]
    [InlineData("[::1]:2222", null, "::1", 2222, "::1", "[::1]:2222")]
    [InlineData("ada@[2001:db8::9]", "ada", "2001:db8::9", null, "ada@2001:db8::9", "ada@[2001:db8::9]")]
    [InlineData("ada@2001:db8::9", "ada", "2001:db8::9", null, "ada@2001:db8::9", "ada@[2001:db8::9]")]
    [InlineData("fe80::1%eth0", null, "fe80::1%eth0", null, "fe80::1%eth0", "[fe80::1%eth0]")]
    [InlineData("ssh://ada@host:2222/", "ada", "host", 2222, "ada@host", "ada@host:2222")]
    [InlineData("CORP\\ada@host", "CORP\\ada", "host", null, "CORP\\ada@host", "CORP\\ada@host")]
    [InlineData("ada@example.com@host_1", "ada@example.com", "host_1", null, "ada@example.com@host_1", "ada@example.com@host_1")]
    [InlineData("büro", null, "büro", null, "büro", "büro")]
    public void A_login_is_read_as_ssh_would_and_written_for_its_two_places(string text, string? user, string host, int? port, string destination, string hop)
    {
        SshHost login = SshHost.Parse(text, "destination");

        Assert.Equal(new SshHost(user, host, port), login);
        Assert.Equal(destination, login.Destination);
        Assert.Equal(hop, login.Hop);
    }

    [Theory]
    [InlineData("-oProxyCommand=touch")]
    [InlineData("ada@-oProxyCommand=touch")]
    [InlineData("-l@host")]
    [InlineData("ssh://-oProxyCommand=touch/")]
    [InlineData("")]
    [InlineData("@host")]
    [InlineData("ada@")]
    [InlineData("ada@host;id")]
    [InlineData("$(id)@host")]
    [InlineData("`id`@host")]
    [InlineData("ada@host|id")]
    [InlineData("ada@ho st")]
    [InlineData("ada@host\n")]
    [InlineData("ada@host\u001b[2J")]
    [InlineData("ada@host\u202e")]
    [InlineData("ada'@host")]
    [InlineData("ada\\@host")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:22x")]
    [InlineData("host:")]
    [InlineData("[::1")]
    [InlineData("[::1]22")]
    [InlineData("[host]:22")]
    [InlineData("fe80::1%-x")]
    [InlineData("ssh://host/path")]
    [InlineData("host,other")]
    public void What_ssh_or_a_shell_could_take_for_something_else_is_refused(string text)
    {
        UsageException refused = Assert.Throws<UsageException>(() => SshHost.Parse(text, "jump host"));

        Assert.Contains("jump host", refused.Message, StringComparison.Ordinal);
        Assert.Contains("[user@]host", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_an_end() => Assert.False(SshHost.TryParse(new string('a', 256), out _));
}
