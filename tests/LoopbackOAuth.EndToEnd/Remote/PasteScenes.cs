using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in on a remote host without a tunnel: the address of the page that did not load is pasted.</summary>
[Collection(Hosts.Name)]
public sealed class PasteScenes(HostNetwork network)
{
    [Theory]
    [InlineData("beside the listener", "")]
    [InlineData("with no listener", "--manual-paste")]
    public async Task Without_a_tunnel_the_address_of_the_page_that_did_not_load_is_pasted_over_ssh(string way, string options)
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command(options: options)}");
        await using var tab = await network.OpenTabAsync();

        var authorization = await terminal.AuthorizationUriAsync();
        var callback = await tab.GoInVainAsync(authorization);
        await terminal.WaitForAsync(ToolText.PastePrompt);
        var port = Browser.RedirectUriOf(authorization).Port;
        Assert.True(network.Remote.Listens(port) == (options.Length == 0), way);
        await terminal.SubmitAsync(callback.OriginalString);

        await terminal.ShouldBeSignedInAsync();
        Assert.False(network.Remote.Listens(port));
    }

    [Fact]
    public async Task The_address_of_an_earlier_attempt_is_refused_and_the_current_one_still_signs_in()
    {
        await network.StartedAsync();
        await using var tab = await network.OpenTabAsync();
        Uri earlier;
        await using (var first = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth")}"))
        {
            earlier = await tab.GoInVainAsync(await first.AuthorizationUriAsync());
            await first.PressAsync("C-c");
            await first.ShouldEndAsync(ExitCodes.Interrupted);
        }

        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth")}");
        var callback = await tab.GoInVainAsync(await terminal.AuthorizationUriAsync());
        await terminal.WaitForAsync(ToolText.PastePrompt);
        await terminal.SubmitAsync(earlier.OriginalString);
        await terminal.WaitForAsync(screen => ToolText.CountOf(ToolText.WrongStatePaste, screen) > 0, ToolText.WrongStatePaste);
        await terminal.SubmitAsync(callback.OriginalString);

        await terminal.ShouldBeSignedInAsync();
    }
}
