using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Sign-ins with a listener and a paste prompt side by side on a real terminal.</summary>
public sealed class RaceTests(AuthorizationServerFixture fixture)
{
    [Fact]
    public async Task The_listener_wins_and_the_prompt_is_gone()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var terminal = await StartAsync(home, server);
        var authorizationUri = await terminal.AuthorizationUriAsync();
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await browser.FollowAsync(authorizationUri);
        var result = (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Equal("socket", result.Json.GetProperty("transport").GetString());
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
        await terminal.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task The_paste_wins_and_the_port_is_closed()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var terminal = await StartAsync(home, server);
        var callback = await browser.SignInAsync(await terminal.AuthorizationUriAsync());
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await terminal.SubmitAsync(callback.OriginalString);
        var result = (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Contains("paste", result.Json.GetProperty("transport").GetString(), StringComparison.Ordinal);
        Assert.Equal(callback.GetLeftPart(UriPartial.Path), result.Json.GetProperty("redirect_uri").GetString());
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
        await LoopbackPort.ShouldBeClosedAsync(callback);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Invariant", "3")]
    public async Task Delivered_over_both_at_once_there_is_exactly_one_token_request(int round)
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var terminal = await StartAsync(home, server);
        var callback = await browser.SignInAsync(await terminal.AuthorizationUriAsync());
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await terminal.PasteAsync(callback.OriginalString);
        await Task.WhenAll(terminal.PressAsync("Enter"), VisitTwiceAsync(browser, callback));
        (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.True(
            (await server.TakeLogAsync()).Count(record => record.IsTokenRequest) == 1,
            $"There should be one token request in round {round}.");
    }

    [Fact]
    public async Task Ctrl_D_closes_the_prompt_and_the_listener_goes_on()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var terminal = await StartAsync(home, server);
        var callback = await browser.SignInAsync(await terminal.AuthorizationUriAsync());
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await terminal.PressAsync("C-d");
        await terminal.WaitForAsync(screen => ToolText.CountOf(ToolText.PasteClosed, screen) > 0, ToolText.PasteClosed);
        await browser.VisitAsync(callback);

        (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
    }

    [Fact]
    public async Task Ctrl_C_closes_prompt_and_port_with_exit_code_130()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var terminal = await StartAsync(home, server);
        var authorizationUri = await terminal.AuthorizationUriAsync();
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await terminal.PressAsync("C-c");

        (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);
        await LoopbackPort.ShouldBeClosedAsync(Browser.RedirectUriOf(authorizationUri));
        await terminal.ShouldBeFreeAsync();
    }

    private static Task<TmuxTerminal> StartAsync(ToolHome home, AuthorizationServerProcess server) => TmuxTerminal.StartAsync(
        home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
        "--scope", "openid", "--no-browser", "--json");

    private static async Task VisitTwiceAsync(Browser browser, Uri callback)
    {
        for (var visit = 0; visit < 2; visit++)
        {
            try
            {
                await browser.VisitAsync(callback);
            }
            catch (HttpRequestException)
            {
                // The paste was first and the listener is gone.
                return;
            }
        }
    }
}
