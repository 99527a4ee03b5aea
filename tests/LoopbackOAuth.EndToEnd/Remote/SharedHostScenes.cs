using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>Two users who sign in on one host.</summary>
[Collection(Hosts.Name)]
public sealed class SharedHostScenes(HostNetwork network)
{
    [Fact]
    public async Task Two_users_sign_in_at_once_each_on_a_port_and_into_a_store_of_their_own()
    {
        await network.StartedAsync();
        await using var first = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command("xai-oauth", "--account work")}");
        var waiting = await first.WaitingUriAsync();
        await using var second = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt bob@remote {Login.Command("xai-oauth", "--account own")}");

        Assert.NotEqual(waiting.Port, (await second.WaitingUriAsync()).Port);
        await network.SignInByPrintedCommandAsync(second);
        await network.SignInByPrintedCommandAsync(first);

        var hers = await network.Remote.RunAsync(HostUser.Alice, "loopback-oauth", "token", "xai-oauth", "--account", "work");
        var his = await network.Remote.RunAsync(HostUser.Bob, "loopback-oauth", "token", "xai-oauth", "--account", "own");
        Assert.NotEqual(hers.ShouldExitWith(0).Output, his.ShouldExitWith(0).Output);
        (await network.Remote.RunAsync(HostUser.Bob, "loopback-oauth", "token", "xai-oauth", "--account", "work")).ShouldExitWith(ExitCodes.SignInRequired);
        var stolen = await network.Remote.RunAsync(HostUser.Bob, "sh", "-c", $"cd {HostUser.Alice.Home}/.local/share/loopback-oauth && cat -- */*");
        Assert.NotEqual(0, stolen.ExitCode);
        Assert.Equal("", stolen.Output);
    }

    [Fact]
    public async Task Another_user_of_the_host_can_neither_end_nor_answer_a_sign_in()
    {
        await network.StartedAsync();
        await network.Server.TakeLogAsync();
        await using var terminal = await LaptopTerminal.RunAsync(network.Laptop, $"ssh -tt alice@remote {Login.Command()}");
        var waiting = await terminal.WaitingUriAsync();

        foreach (var query in (string[])["?code=forged&state=forged", "?error=access_denied", "?error=access_denied&state=", "/cancel", ""])
        {
            var answer = await network.Remote.RunAsync(HostUser.Bob, "bash", "-c", Ask(waiting, query));
            Assert.Matches("^HTTP/1.1 4", answer.Output);
        }

        var kill = await network.Remote.RunAsync(HostUser.Bob, "sh", "-c", "kill $(pgrep -f '[L]oopbackOAuth.Tool')");
        Assert.Contains("not permitted", kill.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(await network.Server.TakeLogAsync(), record => record.IsTokenRequest);
        await network.SignInByPrintedCommandAsync(terminal);
    }

    // The shell alone can talk to a port.
    private static string Ask(Uri waiting, string query) =>
        $"exec 3<>/dev/tcp/127.0.0.1/{waiting.Port}; printf 'GET {waiting.AbsolutePath}{query} HTTP/1.1\\r\\nHost: {waiting.Authority}\\r\\n\\r\\n' >&3; cat <&3";
}
