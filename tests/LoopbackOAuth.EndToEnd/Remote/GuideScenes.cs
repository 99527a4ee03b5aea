using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>What the guide about remote hosts tells its readers to type, where no other scene does.</summary>
[Collection(Hosts.Name)]
public sealed class GuideScenes(HostNetwork network)
{
    public static TheoryData<string> WithoutListener =>
    [
        Guide.Command("loopback-oauth login xai-oauth --client-id your-client-id --manual-paste"),
        Guide.Command("LOOPBACK_OAUTH_MODE=paste loopback-oauth login xai-oauth --client-id your-client-id"),
    ];

    [Theory, MemberData(nameof(WithoutListener))]
    public async Task Asked_to_paste_nothing_listens_and_the_address_signs_in(string login)
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {login}");
        await using var tab = await network.OpenTabAsync();

        var authorization = await terminal.AuthorizationUriAsync();
        await tab.GoAsync(authorization);
        await tab.ShouldBeTitledAsync(Login.NotDeliveredByScript);
        await terminal.WaitForAsync(ToolText.PastePrompt);
        Assert.False(network.Remote.Listens(Browser.RedirectUriOf(authorization).Port));
        await terminal.SubmitAsync(tab.UndeliveredCallback().OriginalString);

        await terminal.ShouldBeSignedInAsync();
    }

    [Fact]
    public async Task Where_there_is_no_terminal_curl_on_the_host_brings_the_address_to_the_listener()
    {
        Requirements.Program("curl");
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh alice@remote {Login.Command()}");
        await using var tab = await network.OpenTabAsync();

        var callback = await tab.GoInVainAsync(await terminal.AuthorizationUriAsync());
        var curl = await network.Remote.RunAsync(HostUser.Alice, "bash", "-c", Guide.Command("curl 'address-of-that-page'", address: callback));

        curl.ShouldExitWith(0);
        var screen = await terminal.ShouldBeSignedInAsync();
        Assert.DoesNotContain(ToolText.PastePrompt, screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_and_the_forward_in_one_connection_serve_a_sign_in_that_is_typed_there()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, Guide.Command("ssh -L 56121:127.0.0.1:56121 user@remote-host"), lines: 40);

        await terminal.WaitForAsync("$");
        await terminal.SubmitAsync(Login.Command("xai-oauth"));
        await network.SignInAsync(terminal, ends: false);
    }

    [Fact]
    public async Task For_a_service_the_sign_in_is_run_as_its_user_who_then_has_the_tokens()
    {
        await network.StartedAsync();
        var login = Guide.Command("sudo -u service-user -i loopback-oauth login xai-oauth --client-id your-client-id");
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {login}");
        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await using var tab = await network.OpenTabAsync();

        await tab.AllowLocalNetworkAsync();
        await tab.GoAsync(await terminal.AuthorizationUriAsync());
        await tab.ShouldBeTitledAsync(Login.DeliveredByScript);
        await terminal.ShouldBeSignedInAsync();

        var status = await network.Remote.RunAsync(HostUser.Alice, "bash", "-c", Guide.Command("sudo -u service-user -i loopback-oauth status"));
        Assert.Contains("xai-oauth", status.ShouldExitWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_that_takes_no_shared_connection_outlives_the_shared_one()
    {
        await network.StartedAsync();
        await using var master = network.Laptop.Start(HostUser.Ada, "ssh", "-M", "-N", "alice@shared");
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command()}");
        var waiting = await terminal.WaitingUriAsync();

        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, Guide.Command("ssh -S none -N -L 56121:127.0.0.1:56121 user@remote-host", waiting.Port, "shared"), waiting.Port);
        var exit = await network.Laptop.RunAsync(HostUser.Ada, "bash", "-c", Guide.Command("ssh -O exit user@remote-host", host: "shared"));
        exit.ShouldExitWith(0);
        await master.WaitForExitAsync();

        await network.SignInAsync(terminal);
    }

    [Fact]
    public async Task The_probe_says_that_this_is_an_ssh_host()
    {
        await network.StartedAsync();

        var probe = await network.Laptop.RunAsync(HostUser.Ada, "ssh", "alice@remote", Guide.Command("loopback-oauth probe"));

        Assert.Contains("ssh", probe.ShouldExitWith(0).Output, StringComparison.Ordinal);
    }
}
