using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in on a remote host with the tool on the laptop, too, which makes the tunnel.</summary>
[Collection(Hosts.Name)]
public sealed class TunnelCommandScenes(HostNetwork network)
{
    private const int PreferredByXai = 56121;

    [Theory]
    [InlineData("alice@remote")]
    [InlineData("-J alice@jump alice@inner")]
    public async Task The_tools_own_tunnel_leads_to_the_listener_and_ends_with_the_sign_in(string destination)
    {
        await network.StartedAsync();
        await using var tunnel = await LaptopTerminal.RunAsync(network.Laptop, $"loopback-oauth tunnel {destination} xai-oauth");
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt {destination} {Login.Command("xai-oauth")}");

        Assert.Equal(PreferredByXai, (await terminal.WaitingUriAsync()).Port);
        await network.Laptop.WaitForListenerAsync(PreferredByXai);
        await network.SignInAsync(terminal);

        await tunnel.ShouldEndAsync(0);
    }
}
