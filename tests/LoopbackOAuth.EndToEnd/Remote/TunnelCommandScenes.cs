using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in on a remote host with the tool on the laptop, too, which makes the tunnel.</summary>
[Collection(Hosts.Name)]
public sealed class TunnelCommandScenes(HostNetwork network)
{
    private const int PreferredByXai = 56121;

    public static TheoryData<string, string> Commands => new()
    {
        { Guide.Command("loopback-oauth tunnel user@remote-host xai-oauth"), "alice@remote" },
        { Guide.Command("loopback-oauth tunnel user@remote-host --port 56121"), "alice@remote" },
        { Guide.Command("loopback-oauth tunnel -J jump-user@jump-host user@remote-host xai-oauth", host: "inner"), "-J alice@jump alice@inner" },
    };

    [Theory, MemberData(nameof(Commands))]
    public async Task The_tools_own_tunnel_leads_to_the_listener_and_ends_with_the_sign_in(string command, string destination)
    {
        await network.StartedAsync();
        await using var tunnel = await LaptopTerminal.RunAsync(network.Laptop, command);
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt {destination} {Login.Command("xai-oauth")}");

        Assert.Equal(PreferredByXai, (await terminal.WaitingUriAsync()).Port);
        await network.Laptop.WaitForListenerAsync(PreferredByXai);
        await network.SignInAsync(terminal);

        await tunnel.ShouldEndAsync(0);
    }
}
