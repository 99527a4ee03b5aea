using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class SshConnectionTests
{
    [Theory]
    [InlineData("10.0.0.5 52314 10.0.0.9 22", "10.0.0.5", 52314, "10.0.0.9", 22)]
    [InlineData("10.0.0.5 1 10.0.0.9 65535", "10.0.0.5", 1, "10.0.0.9", 65535)]
    [InlineData("203.0.113.7 52314 198.51.100.1 2222", "203.0.113.7", 52314, "198.51.100.1", 2222)]
    [InlineData("fe80::1%eth0 52314 fe80::2%eth0 22", "fe80::1%eth0", 52314, "fe80::2%eth0", 22)]
    [InlineData("fe80::1%no-such.interface_9 52314 fe80::2%12 22", "fe80::1%no-such.interface_9", 52314, "fe80::2%12", 22)]
    [InlineData("2001:DB8:0:0:0:0:0:1 52314 2001:db8::2 22", "2001:DB8:0:0:0:0:0:1", 52314, "2001:db8::2", 22)]
    [InlineData("::ffff:10.0.0.5 52314 ::1 22", "::ffff:10.0.0.5", 52314, "::1", 22)]
    public void Four_fields_are_taken_as_they_stand(string text, string clientAddress, int clientPort, string serverAddress, int serverPort)
    {
        Assert.True(SshConnection.TryParse(text, out SshConnection? connection));
        Assert.Equal(new SshConnection(clientAddress, clientPort, serverAddress, serverPort), connection);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0.0.5 52314 10.0.0.9")]
    [InlineData("10.0.0.5 52314 10.0.0.9 22 0")]
    [InlineData("10.0.0.5  52314 10.0.0.9 22")]
    [InlineData(" 10.0.0.5 52314 10.0.0.9 22")]
    [InlineData("10.0.0.5 52314 10.0.0.9 22 ")]
    [InlineData("10.0.0.5\t52314 10.0.0.9 22")]
    [InlineData("10.0.0.5 52314 10.0.0.9 22\n")]
    [InlineData("UNKNOWN 65535 UNKNOWN 65535")]
    [InlineData("a b c d")]
    [InlineData("laptop.example 52314 server.example 22")]
    [InlineData("10.0.0.5 52314 10.0.0.9 ssh")]
    [InlineData("10.0.0.5 0 10.0.0.9 22")]
    [InlineData("10.0.0.5 52314 10.0.0.9 65536")]
    [InlineData("10.0.0.5 52314 10.0.0.9 99999999999")]
    [InlineData("10.0.0.5 52314 10.0.0.9 +22")]
    [InlineData("10.0.0.5 52314 10.0.0.9 -22")]
    [InlineData("10.0.0.5 52314 10.0.0.9 022")]
    [InlineData("10.0.0.5 52314 10.0.0.9 ٢٢")]
    [InlineData("10.0.0.5 52314 10.0.0 22")]
    [InlineData("10.0.0.5 52314 1 22")]
    [InlineData("10.0.0.5 52314 0x0a.0.0.9 22")]
    [InlineData("10.0.0.5 52314 010.0.0.9 22")]
    [InlineData("10.0.0.5 52314 10.0.0.256 22")]
    [InlineData("10.0.0.5 52314 10.0.0.9%eth0 22")]
    [InlineData("10.0.0.5 52314 [::1] 22")]
    [InlineData("10.0.0.5 52314 ::1/64 22")]
    [InlineData("10.0.0.5 52314 1::2::3 22")]
    [InlineData("10.0.0.5 52314 fe80::2% 22")]
    [InlineData("10.0.0.5 52314 fe80::2%eth0%eth1 22")]
    [InlineData("10.0.0.5 52314 fe80::2%$(id) 22")]
    [InlineData("10.0.0.5 52314 fe80::2%eth0;id 22")]
    [InlineData("10.0.0.5 52314 fe80::2%\u001b[2J 22")]
    [InlineData("10.0.0.5 52314 \u001b[2J10.0.0.9 22")]
    [InlineData("10.0.0.5 52314 10.0.0.9\0 22")]
    [InlineData("10.0.0.5 52314 -oProxyCommand=id 22")]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_so_anything_else_is_refused(string? text)
    {
        Assert.False(SshConnection.TryParse(text, out SshConnection? connection));
        Assert.Null(connection);
    }
}
