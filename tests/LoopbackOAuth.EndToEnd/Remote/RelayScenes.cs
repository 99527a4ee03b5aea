using System.Text.RegularExpressions;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in on a host to which no port can be forwarded, with the browser's part relayed on the laptop.</summary>
[Collection(Hosts.Name)]
public sealed partial class RelayScenes(HostNetwork network)
{
    [Theory]
    [InlineData("with no listener there", "--manual-paste")]
    [InlineData("beside the listener there", "")]
    public async Task The_line_that_the_relay_prints_on_the_laptop_signs_in_on_the_remote_host(string way, string options)
    {
        await network.StartedAsync();
        await network.Server.TakeLogAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command(options: options)}");
        var authorization = await terminal.AuthorizationUriAsync();
        await using var relay = await LaptopTerminal.RunAsync(network.Laptop, Guide.Command("loopback-oauth relay 'authorization-url'", address: authorization));
        await relay.WaitForAsync("Type yes:");
        await relay.TypeLineAsync("yes");
        await network.Laptop.WaitForListenerAsync(Browser.RedirectUriOf(authorization).Port);
        await using var tab = await network.OpenTabAsync();

        await tab.GoAsync(authorization);
        var line = CallbackLine().Match(await relay.ShouldEndAsync(0)).Value;
        Assert.True(line.Length > 0, way);
        await terminal.WaitForAsync(ToolText.PastePrompt);
        await terminal.SubmitAsync(line);

        await terminal.ShouldBeSignedInAsync();
        Assert.NotEqual(Login.SignedIn, await tab.Page.TitleAsync());
        Assert.Single(await network.Server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    [GeneratedRegex(@"^http://127\.0\.0\.1:\d+/callback\?\S+$", RegexOptions.Multiline, 5000)]
    private static partial Regex CallbackLine();
}
