using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>What a user types to sign in at the authorization server of the test network, and what the browser shows at the end.</summary>
internal static class Login
{
    public const string SignedIn = "You are signed in";

    /// <summary>What the page that fetches the callback shows when it has delivered it.</summary>
    public const string DeliveredByScript = "Delivered";

    /// <summary>What it shows when it could not. What it could not deliver is then behind the # of its address.</summary>
    public const string NotDeliveredByScript = "Could not establish connection";

    public static string Command(string provider = "local", string options = "", string server = HostAddresses.AuthorizationServer) =>
        $"loopback-oauth login {provider} --issuer https://{server} --client-id {AuthorizationServerProcess.PublicClient} --scope openid {options}".TrimEnd();

    /// <summary>Runs the printed command as it stands, opens the printed URL, and goes all the way.</summary>
    /// <returns>The command.</returns>
    public static async Task<string> SignInByPrintedCommandAsync(this HostNetwork network, LaptopTerminal terminal, bool ends = true)
    {
        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.TunnelCommandAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal, ends);
        return command;
    }

    /// <summary>Opens the printed URL on the laptop and goes all the way: the page says so, the terminal says so, and there was one token request.</summary>
    public static async Task SignInAsync(this HostNetwork network, LaptopTerminal terminal, bool ends = true)
    {
        await network.Server.TakeLogAsync();
        await using var tab = await network.OpenTabAsync();
        await tab.GoAsync(await terminal.AuthorizationUriAsync());
        await tab.ShouldBeTitledAsync(SignedIn);
        if (ends)
        {
            await terminal.ShouldBeSignedInAsync();
        }
        else
        {
            await terminal.WaitForAsync(ToolText.Success);
        }

        Assert.Single(await network.Server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    /// <summary>Opens a URL whose last redirect leads to where nothing answers, as it is without a tunnel.</summary>
    /// <returns>What is then in the address bar.</returns>
    public static async Task<Uri> GoInVainAsync(this ChromiumTab tab, Uri uri)
    {
        var failed = await Assert.ThrowsAnyAsync<Microsoft.Playwright.PlaywrightException>(() => tab.GoAsync(uri));
        Assert.Contains("ERR_CONNECTION_REFUSED", failed.Message, StringComparison.Ordinal);
        return new(tab.Requests.Last(request => request.IsNavigationRequest).Url);
    }

    /// <summary>The callback that the page which fetches it could not deliver.</summary>
    public static Uri UndeliveredCallback(this ChromiumTab tab) => new(Uri.UnescapeDataString(new Uri(tab.Page.Url).Fragment[1..]));
}
