using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>The ways in which a browser on the laptop brings the answer of an https page to a listener on the remote host.</summary>
/// <remarks>The names of the real xAI are those of the test's own server on these hosts.</remarks>
[Collection(Hosts.Name)]
public sealed class DeliveryScenes(HostNetwork network)
{
    [Fact]
    public async Task A_form_posted_from_an_https_page_arrives_through_the_tunnel_without_a_warning()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command(options: "--form-post")}");
        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await using var tab = await network.OpenTabAsync();

        await tab.GoAsync(await terminal.AuthorizationUriAsync());
        await tab.ShouldBeTitledAsync(Login.SignedIn);
        await terminal.ShouldBeSignedInAsync();

        Assert.Contains(tab.Requests, request => request.Method == "POST" && request.Url == waiting.OriginalString);
        Assert.True(tab.Complaints.Count == 0, string.Join("\n", tab.Complaints));
    }

    [Fact]
    public async Task A_page_that_fetches_the_callback_delivers_it_once_the_user_lets_it_reach_the_local_network()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, "ssh -tt alice@remote " + Guide.Command("loopback-oauth login xai-oauth --client-id your-client-id"));
        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await using var tab = await network.OpenTabAsync();

        await tab.AllowLocalNetworkAsync();
        await tab.GoAsync(await terminal.AuthorizationUriAsync());

        await tab.ShouldBeTitledAsync(Login.DeliveredByScript);
        await terminal.ShouldBeSignedInAsync();
    }

    [Fact]
    public async Task A_page_that_may_not_fetch_the_callback_leaves_the_sign_in_waiting_and_going_there_still_ends_it()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, "ssh -tt alice@remote " + Guide.Command("loopback-oauth login xai-oauth --client-id your-client-id --no-browser"));
        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await using var tab = await network.OpenTabAsync();

        await tab.GoAsync(await terminal.AuthorizationUriAsync());
        await tab.ShouldBeTitledAsync(Login.NotDeliveredByScript);
        Assert.Contains(tab.Complaints, complaint => complaint.Contains("`loopback` address space", StringComparison.Ordinal));
        await tab.GoAsync(tab.UndeliveredCallback());

        await tab.ShouldBeTitledAsync(Login.SignedIn);
        await terminal.ShouldBeSignedInAsync();
    }

    [Fact]
    public async Task A_double_click_on_the_last_link_signs_in_once_and_the_page_says_so()
    {
        await network.StartedAsync();
        await network.Server.TakeLogAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command(server: HostAddresses.LinkServer)}");
        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await using var tab = await network.OpenTabAsync();

        await tab.GoAsync(await terminal.AuthorizationUriAsync());
        await tab.Page.Locator("#continue").DblClickAsync();

        await tab.ShouldBeTitledAsync(Login.SignedIn);
        await terminal.ShouldBeSignedInAsync();
        Assert.Single(await network.Server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    [Fact]
    public async Task A_reload_of_the_last_page_sends_no_second_answer()
    {
        await network.StartedAsync();
        await network.Server.TakeLogAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command()}");
        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await using var tab = await network.OpenTabAsync();

        await tab.GoAsync(await terminal.AuthorizationUriAsync());
        await tab.ShouldBeTitledAsync(Login.SignedIn);
        await terminal.ShouldBeSignedInAsync();
        try
        {
            await tab.Page.ReloadAsync();
        }
        catch (Microsoft.Playwright.PlaywrightException)
        {
            // The listener may be gone by now, with the sign-in that it was for.
        }

        Assert.DoesNotContain("code=", tab.Requests[^1].Url, StringComparison.Ordinal);
        Assert.Single(await network.Server.TakeLogAsync(), record => record.IsTokenRequest);
    }
}
