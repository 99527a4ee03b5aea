using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in on a host that the user has logged in to with ssh, by the command that the tool prints for a second terminal.</summary>
[Collection(Hosts.Name)]
public sealed class TunnelScenes(HostNetwork network)
{
    [Fact]
    public async Task Over_ssh_the_printed_command_brings_the_browser_to_the_listener()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command()}");

        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.TunnelCommandAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await using var tab = await network.OpenTabAsync();
        await tab.GoAsync(await terminal.AuthorizationUriAsync());

        await tab.ShouldBeTitledAsync(Login.SignedIn);
        await terminal.ShouldBeSignedInAsync();
        Assert.Equal($"ssh -N -L {waiting.Port}:127.0.0.1:{waiting.Port} alice@{HostAddresses.Remote}", command);
        Assert.Equal("", tunnel.Words);
        Assert.Single(await network.Server.TakeLogAsync(), record => record.IsTokenRequest);
    }
}
