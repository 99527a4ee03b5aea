using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class ForwardTests
{
    [Fact]
    public void A_listener_on_the_port_is_taken_for_ssh_only_when_ssh_has_said_so()
    {
        using Socket stranger = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        stranger.Listen();
        Forward forward = new(stranger.LocalEndPoint!, "");

        Assert.False(forward.IsOpen(isSaid: false));
        Assert.True(forward.IsOpen(isSaid: true));
        stranger.Dispose();
        Assert.False(forward.IsOpen(isSaid: true));
    }

    [Theory]
    [InlineData("debug1: Entering interactive session.", true)]
    [InlineData("debug1: Local forwarding listening on 127.0.0.1 port 40000.", false)]
    [InlineData("Entering interactive session.", false)]
    [InlineData("Banner debug1: Entering interactive session.", false)]
    public void Ssh_says_it_when_all_forwards_are_made_and_not_before_it_tries(string line, bool isSaid) => Assert.Equal(isSaid, SshWords.SaysOpen(line));
}
