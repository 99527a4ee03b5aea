using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Signing in where something stands between the ssh login and the tool: tmux, mosh, sudo.</summary>
[Collection(Hosts.Name)]
public sealed class SessionScenes(HostNetwork network)
{
    // A screen within a screen shows no more than its own lines.
    private const int TallEnough = 40;

    [Fact]
    public async Task In_tmux_over_ssh_the_printed_command_works()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, "ssh -tt alice@remote tmux -L fresh new-session", TallEnough);

        await terminal.WaitForAsync("$");
        await terminal.SubmitAsync(Login.Command());
        await network.SignInByPrintedCommandAsync(terminal, ends: false);
    }

    [Fact]
    public async Task In_a_tmux_that_was_begun_on_the_console_and_is_attached_over_ssh_the_printed_command_works()
    {
        await network.StartedAsync();
        (await network.Remote.RunAsync(HostUser.Alice, "tmux", "-L", "console", "-f", "/dev/null", "new-session", "-d")).ShouldExitWith(0);
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, "ssh -tt alice@remote tmux -L console attach", TallEnough);
        await terminal.WaitForAsync("[0");

        await terminal.SubmitAsync(Login.Command());
        await network.SignInByPrintedCommandAsync(terminal, ends: false);
    }

    [Fact]
    public async Task In_a_tmux_that_is_attached_again_from_elsewhere_the_printed_command_is_for_the_way_the_user_came_last()
    {
        await network.StartedAsync();
        await using (var before = await LaptopTerminal.RunAsync(network.Laptop, "ssh -tt alice@remote6 tmux -L moved new-session", TallEnough))
        {
            await before.WaitForAsync("$");
        }

        // The connection broke with the network that it came over; the shell in tmux still has its address.
        await network.Remote.SetAddressAsync(HostAddresses.RemoteIPv6, present: false);
        try
        {
            await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, "ssh -tt alice@remote tmux -L moved attach", TallEnough);
            await terminal.WaitForAsync("$");
            await terminal.SubmitAsync(Login.Command());
            await network.SignInByPrintedCommandAsync(terminal, ends: false);
        }
        finally
        {
            await network.Remote.SetAddressAsync(HostAddresses.RemoteIPv6, present: true);
        }
    }

    [Fact]
    public async Task Through_mosh_the_printed_command_works_in_a_terminal_of_its_own()
    {
        Requirements.Program("mosh");
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, Guide.Command("mosh user@remote-host"));

        await terminal.WaitForAsync("$");
        await terminal.SubmitAsync(Login.Command());
        await network.SignInByPrintedCommandAsync(terminal, ends: false);
    }

    [Fact]
    public async Task Under_sudo_the_printed_command_is_for_the_user_who_logged_in_and_the_tokens_are_roots()
    {
        await network.StartedAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote sudo {Login.Command(options: "--account sudo")}");

        await network.SignInByPrintedCommandAsync(terminal);

        string[] token = ["loopback-oauth", "token", "local", "--account", "sudo"];
        (await network.Remote.RunAsync(HostUser.Root, token)).ShouldExitWith(0);
        (await network.Remote.RunAsync(HostUser.Alice, token)).ShouldExitWith(ExitCodes.SignInRequired);
    }
}
