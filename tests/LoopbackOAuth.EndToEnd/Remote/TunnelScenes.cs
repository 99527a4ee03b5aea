using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in on a host that the user has logged in to with ssh, by the command that the tool prints for a second terminal.</summary>
[Collection(Hosts.Name)]
public sealed class TunnelScenes(HostNetwork network)
{
    private const int PreferredByXai = 56121;

    [Fact]
    public async Task Over_ssh_the_printed_command_brings_the_browser_to_the_listener()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command()}");

        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.TunnelCommandAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal);

        Assert.Equal(Guide.Command("ssh -N -L 56121:127.0.0.1:56121 user@remote-host", waiting.Port, HostAddresses.Remote), command);
        Assert.Equal("", tunnel.Words);
    }

    [Theory]
    [InlineData("-J")]
    [InlineData("ProxyCommand")]
    public async Task Behind_a_jump_box_the_printed_command_goes_through_it(string way)
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt -J alice@jump alice@inner {Login.Command()}");

        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.JumpCommandAsync("alice@jump");
        if (way != "-J")
        {
            command = command.Replace("-J alice@jump", await terminal.ProxyOptionAsync("alice@jump"), StringComparison.Ordinal);
        }

        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal);

        var guide = way == "-J"
            ? Guide.Command("ssh -N -L 56121:127.0.0.1:56121 -J jump-user@jump-host user@remote-host", waiting.Port, HostAddresses.Inner)
            : Guide.Command("""ssh -N -L 56121:127.0.0.1:56121 -o "ProxyCommand=ssh -W %h:%p jump-user@jump-host" user@remote-host""", waiting.Port, HostAddresses.Inner);
        Assert.Equal(guide, command);
    }

    [Fact]
    public async Task With_the_preferred_port_taken_on_the_remote_host_the_printed_command_is_for_the_port_it_moved_to()
    {
        await network.StartedAsync();
        await using var taken = await network.Remote.OccupyAsync(PreferredByXai);
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth")}");

        var waiting = await terminal.WaitingUriAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        await network.SignInAsync(terminal);

        Assert.NotEqual(PreferredByXai, waiting.Port);
    }

    [Fact]
    public async Task With_the_port_taken_on_the_laptop_ssh_says_so_lsof_names_the_holder_and_the_sign_in_goes_on()
    {
        Requirements.Program("lsof");
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth")}");
        var waiting = await terminal.WaitingUriAsync();
        var command = Guide.Command("ssh -N -o ExitOnForwardFailure=yes -o ServerAliveInterval=30 -L 56121:127.0.0.1:56121 user@remote-host", waiting.Port);
        await using (await network.Laptop.OccupyAsync(waiting.Port))
        {
            await using var refused = Tunnel.Run(network.Laptop, await terminal.TunnelCommandAsync());
            await refused.ShouldSayAsync($"bind [127.0.0.1]:{waiting.Port}: Address already in use");
            Assert.NotEqual(0, (await network.Laptop.RunAsync(HostUser.Ada, "bash", "-c", command)).ExitCode);
            foreach (var who in (string[])[Guide.Command("lsof -iTCP:56121 -sTCP:LISTEN", waiting.Port), Guide.Command("ss -ltnp 'sport = :56121'", waiting.Port)])
            {
                Assert.Contains("perl", (await network.Laptop.RunAsync(HostUser.Root, "bash", "-c", who)).Output, StringComparison.Ordinal);
            }
        }

        await network.Laptop.WaitForListenerAsync(waiting.Port, listens: false);
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal);
    }

    [Fact]
    public async Task A_tunnel_that_comes_late_is_early_enough_for_a_reload()
    {
        Requirements.Program("curl");
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command()}");
        var waiting = await terminal.WaitingUriAsync();
        await using var tab = await network.OpenTabAsync();

        var callback = await tab.GoInVainAsync(await terminal.AuthorizationUriAsync());
        Assert.StartsWith(waiting.OriginalString + "?code=", callback.OriginalString, StringComparison.Ordinal);
        var ask = Guide.Command("curl -i http://127.0.0.1:56121/", waiting.Port);
        Assert.NotEqual(0, (await network.Laptop.RunAsync(HostUser.Ada, "bash", "-c", ask)).ExitCode);
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, await terminal.TunnelCommandAsync(), waiting.Port);
        Assert.StartsWith("HTTP/1.1 ", (await network.Laptop.RunAsync(HostUser.Ada, "bash", "-c", ask)).ShouldExitWith(0).Output, StringComparison.Ordinal);
        try
        {
            await tab.Page.ReloadAsync();
        }
        catch (Microsoft.Playwright.PlaywrightException aborted) when (aborted.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            // Chromium reloads a page that could not be reached by itself after some seconds, and was faster.
        }

        await tab.ShouldBeTitledAsync(Login.SignedIn);
        await terminal.ShouldBeSignedInAsync();
    }

    [Fact]
    public async Task For_an_sshd_on_another_port_the_printed_command_names_it()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt -p {HostAddresses.OtherSshPort} alice@remote {Login.Command()}");

        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.TunnelCommandAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal);

        Assert.Equal(Guide.Command("ssh -N -L 56121:127.0.0.1:56121 user@remote-host -p 2222", waiting.Port, HostAddresses.Remote), command);
    }

    [Fact]
    public async Task For_a_host_reached_over_IPv6_the_printed_command_works_as_it_stands()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote6 {Login.Command()}");

        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.TunnelCommandAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal);

        Assert.Contains(HostAddresses.RemoteIPv6, command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_the_IPv6_loopback_address_goes_through_the_tunnel_too()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command(options: "--host ::1")}");

        var waiting = await terminal.WaitingUriAsync();
        var command = await terminal.TunnelCommandAsync();
        await using var tunnel = await Tunnel.OpenAsync(network.Laptop, command, waiting.Port);
        await network.SignInAsync(terminal);

        Assert.Equal("[::1]", waiting.Host);
        Assert.Equal(Guide.Command("""ssh -N -L "[::1]:56121:[::1]:56121" user@remote-host""", waiting.Port, HostAddresses.Remote), command);
    }

    [Fact]
    public async Task Through_the_master_of_a_shared_connection_the_forward_needs_no_second_login()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -M -tt alice@shared {Login.Command()}");
        var waiting = await terminal.WaitingUriAsync();

        await ShouldListenAfterAsync(Guide.Command("ssh -O forward -L 56121:127.0.0.1:56121 user@remote-host", waiting.Port, "shared"), true);
        await ShouldListenAfterAsync(Guide.Command("ssh -O cancel -L 56121:127.0.0.1:56121 user@remote-host", waiting.Port, "shared"), false);
        await ShouldListenAfterAsync(Guide.Command("ssh -O forward -L 56121:127.0.0.1:56121 user@remote-host", waiting.Port, "shared"), true);
        await network.SignInAsync(terminal);

        async Task ShouldListenAfterAsync(string command, bool listens)
        {
            (await network.Laptop.RunAsync(HostUser.Ada, "bash", "-c", command)).ShouldExitWith(0);
            Assert.Equal(listens, network.Laptop.Listens(waiting.Port));
        }
    }
}
