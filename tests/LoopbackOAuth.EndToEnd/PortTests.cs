using System.Globalization;
using System.Net;
using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Ports that are taken, and what an SSH user is told.</summary>
public sealed class PortTests(AuthorizationServerFixture fixture)
{
    private const int PreferredByXai = 56121;
    private const int PinnedBySpotify = 43827;

    [Fact]
    public async Task Over_ssh_with_the_preferred_port_taken_the_tunnel_command_names_the_port_really_bound()
    {
        var server = await fixture.StartedAsync();
        using var taken = LoopbackPort.Occupy(PreferredByXai);
        using var home = new ToolHome();
        home.Variables["SSH_CONNECTION"] = "192.0.2.7 50222 198.51.100.4 22";
        home.Variables["USER"] = "ada";
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "xai-oauth", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--no-browser", "--json");

        var authorizationUri = await tool.AuthorizationUriAsync();
        var waitingUri = await tool.WaitingUriAsync();
        await tool.WaitForErrorLineAsync(line => line.Contains(ToolText.TunnelCommand(waitingUri.Port), StringComparison.Ordinal));
        await browser.FollowAsync(authorizationUri);
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn).ShouldBePlain();

        Assert.NotEqual(PreferredByXai, waitingUri.Port);
        Assert.Equal("/callback", waitingUri.AbsolutePath);
        Assert.Equal(waitingUri.OriginalString, result.Json.GetProperty("redirect_uri").GetString());
        Assert.DoesNotContain(PreferredByXai.ToString(CultureInfo.InvariantCulture) + ":127.0.0.1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_preferred_port_free_it_is_the_one_that_is_bound()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "grok-oauth", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--no-browser", "--json");

        var authorizationUri = await tool.AuthorizationUriAsync();
        await browser.FollowAsync(authorizationUri);
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Equal(PreferredByXai, Browser.RedirectUriOf(authorizationUri).Port);
        Assert.Equal("xai-oauth", result.Json.GetProperty("provider").GetString());
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task A_pinned_port_that_is_taken_fails_at_once_naming_port_and_remedy()
    {
        var server = await fixture.StartedAsync();
        using var taken = LoopbackPort.Occupy(PinnedBySpotify);
        using var home = new ToolHome();

        string[] arguments = ["login", "spotify", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--no-browser"];

        var words = (await ToolProcess.RunAsync(home, arguments)).ShouldExitWith(ExitCodes.Failed).ShouldBePlain();
        var json = (await ToolProcess.RunAsync(home, [.. arguments, "--json"])).ShouldExitWith(ExitCodes.Failed).Json;

        Assert.Equal("port_in_use", json.GetProperty("error").GetString());
        Assert.Contains("43827", json.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", json.GetProperty("remedy").GetString());
        Assert.Equal("", words.Output);
        Assert.Contains("43827", words.Error, StringComparison.Ordinal);
        Assert.Contains(json.GetProperty("remedy").GetString()!, words.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting for callback", words.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_and_a_path_of_the_callers_own_are_the_ones_used()
    {
        var server = await fixture.StartedAsync();
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        using var home = new ToolHome();
        await using var tool = ToolProcess.StartInterruptible(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--port", port, "--path", "/oauth/done", "--no-browser");

        var waitingUri = await tool.WaitingUriAsync();
        tool.Interrupt();
        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);

        Assert.Equal($"http://127.0.0.1:{port}/oauth/done", waitingUri.OriginalString);
    }

    [Fact]
    public async Task A_published_port_of_a_container_can_be_used_when_it_is_asked_for_with_a_warning()
    {
        var server = await fixture.StartedAsync();
        var port = LoopbackPort.Free();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--no-browser", "--port", port.ToString(CultureInfo.InvariantCulture), "--unsafe-listen-any");

        var authorizationUri = await tool.AuthorizationUriAsync();
        await tool.WaitForErrorLineAsync(line => line.StartsWith("UNSAFE", StringComparison.Ordinal) && line.Contains($"127.0.0.1:{port}:{port}", StringComparison.Ordinal));
        Assert.True(!OperatingSystem.IsLinux() || await LoopbackPort.AnswersAsync(IPAddress.Parse("127.0.0.2"), port));
        await browser.FollowAsync(authorizationUri);
        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn).ShouldBePlain();

        Assert.Equal($"http://127.0.0.1:{port}/callback", Browser.RedirectUriOf(authorizationUri).OriginalString);
    }

    [Theory]
    [InlineData(ExitCodes.Usage)]
    [InlineData(ExitCodes.Usage, "--port", "0")]
    [InlineData(ExitCodes.Usage, "--port", "56121", "--manual-paste")]
    [InlineData(ExitCodes.Failed, "--port", "56121", "--transport", "httplistener")]
    public async Task Every_interface_is_not_listened_on_without_one_fixed_port_and_the_sockets(int exitCode, params string[] arguments)
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();

        var result = await ToolProcess.RunAsync(
            home, ["login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--no-browser", "--unsafe-listen-any", .. arguments]);

        result.ShouldExitWith(exitCode);
        Assert.DoesNotContain("Waiting for callback", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_users_own_machine_no_tunnel_is_spoken_of()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        home.Variables["DISPLAY"] = ":0";
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--no-browser");

        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.DoesNotContain("ssh -N", result.Error, StringComparison.Ordinal);
    }
}
