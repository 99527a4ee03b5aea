using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in anew after a sign-in that came to nothing.</summary>
[Collection(Hosts.Name)]
public sealed class TimeoutScenes(HostNetwork network)
{
    [Fact]
    public async Task After_a_time_out_the_next_sign_in_has_the_same_port_and_the_same_tunnel_serves_it()
    {
        await network.StartedAsync();
        Uri waiting;
        string command;
        await using (var first = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth", "--timeout 1")}"))
        {
            waiting = await first.WaitingUriAsync();
            command = await first.TunnelCommandAsync();
            await first.ShouldEndAsync(ExitCodes.TimedOut);
        }

        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth")}");
        Assert.Equal(waiting, await terminal.WaitingUriAsync());
        await network.SignInAsync(terminal);
    }
}
