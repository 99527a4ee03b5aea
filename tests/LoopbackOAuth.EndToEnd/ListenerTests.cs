using System.Net;
using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Sign-ins whose answer comes to the listener.</summary>
public sealed class ListenerTests(AuthorizationServerFixture fixture)
{
    [Theory]
    [InlineData("socket")]
    [InlineData("httplistener")]
    public async Task A_sign_in_by_listener_stores_a_token_and_says_so_in_one_json_object_without_a_secret(string transport)
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--scope", "profile", "--transport", transport, "--no-browser", "--json");

        var authorizationUri = await tool.AuthorizationUriAsync();
        var waitingUri = await tool.WaitingUriAsync();
        var callback = await browser.SignInAsync(authorizationUri);
        var page = await browser.VisitAsync(callback);
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn).ShouldBePlain();

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("", page.Address.Query);
        Assert.NotEqual(callback.AbsolutePath, page.Address.AbsolutePath);
        Assert.Contains("You are signed in", page.Content, StringComparison.Ordinal);
        Assert.StartsWith(server.AuthorizationEndpoint + "?", authorizationUri.OriginalString, StringComparison.Ordinal);
        Assert.Equal("S256", Browser.ParameterOf(authorizationUri, "code_challenge_method"));
        Assert.Equal(Browser.RedirectUriOf(authorizationUri), waitingUri);
        Assert.Contains(ToolText.Success, result.Error, StringComparison.Ordinal);
        var json = result.Json;
        Assert.Equal("succeeded", json.GetProperty("outcome").GetString());
        Assert.Equal("local", json.GetProperty("provider").GetString());
        Assert.Equal("default", json.GetProperty("account").GetString());
        Assert.Equal(server.Issuer, json.GetProperty("issuer").GetString());
        Assert.Equal(waitingUri.OriginalString, json.GetProperty("redirect_uri").GetString());
        Assert.Equal(transport, json.GetProperty("transport").GetString());
        Assert.Equal(["openid", "profile"], json.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.InRange(
            json.GetProperty("expires_at").GetDateTimeOffset(),
            TimeProvider.System.GetUtcNow().AddMinutes(8),
            TimeProvider.System.GetUtcNow().AddMinutes(10));
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
        var secrets = home.StoredSecrets();
        Assert.True(secrets.Count >= 2, "The store should hold an access token and a refresh token.");
        result.ShouldNotContain([.. secrets, Browser.ParameterOf(callback, "code")]);
        await LoopbackPort.ShouldBeClosedAsync(waitingUri);

        var token = (await ToolProcess.RunAsync(home, "token", "local")).ShouldExitWith(ExitCodes.SignedIn);
        Assert.Contains(token.Output.TrimEnd('\n'), secrets);
        Assert.Equal(token.Output.TrimEnd('\n') + "\n", token.Output);
        Assert.Equal("", token.Error);
        await using var piped = ToolProcess.StartShell(home, "\"$@\" token local | cat");
        Assert.Equal(token.Output, (await piped.WaitForExitAsync()).Output);
        (await ToolProcess.RunAsync(home, "status")).ShouldExitWith(ExitCodes.SignedIn).ShouldBePlain().ShouldNotContain(secrets);
    }

    [Fact]
    public async Task Without_json_a_sign_in_writes_nothing_to_standard_output()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--no-browser");

        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn).ShouldBePlain();

        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:", "socket")]
    [InlineData("::1", "http://[::1]:", "socket")]
    [InlineData("localhost", "http://localhost:", "socket")]
    [InlineData("127.0.0.1", "http://127.0.0.1:", "httplistener")]
    public async Task The_host_asked_for_is_in_the_redirect_uri_and_answers(string host, string start, string transport)
    {
        if (host != "127.0.0.1")
        {
            Requirements.IPv6();
        }

        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--host", host, "--transport", transport, "--no-browser", "--json");

        var authorizationUri = await tool.AuthorizationUriAsync();
        var redirectUri = Browser.RedirectUriOf(authorizationUri);
        Assert.StartsWith(start, redirectUri.OriginalString, StringComparison.Ordinal);
        Assert.Equal(host != "::1", await LoopbackPort.AnswersAsync(IPAddress.Loopback, redirectUri.Port));
        Assert.Equal(host != "127.0.0.1", await LoopbackPort.AnswersAsync(IPAddress.IPv6Loopback, redirectUri.Port));
        await browser.FollowAsync(authorizationUri);

        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
        Assert.Equal(redirectUri.OriginalString, result.Json.GetProperty("redirect_uri").GetString());
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("localhost")]
    public async Task A_host_that_http_listener_cannot_serve_is_a_failure_that_names_the_other_transport(string host)
    {
        Requirements.Unix();
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--host", host, "--transport", "httplistener", "--no-browser", "--json")).ShouldExitWith(ExitCodes.Failed);

        Assert.Equal("transport_not_supported", result.Json.GetProperty("error").GetString());
        Assert.Contains("socket", result.Json.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting for callback", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_callback_is_answered_400_and_the_sign_in_goes_on()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--no-browser", "--json");

        var authorizationUri = await tool.AuthorizationUriAsync();
        var redirectUri = Browser.RedirectUriOf(authorizationUri).OriginalString;
        var forgedCode = await browser.VisitAsync(new Uri(redirectUri + "?code=forged&state=guessed"));
        var forgedError = await browser.VisitAsync(new Uri(redirectUri + "?error=access_denied&state=guessed"));
        var icon = await browser.VisitAsync(new Uri(new Uri(redirectUri), "/favicon.ico"));
        await browser.FollowAsync(authorizationUri);

        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
        Assert.Equal(HttpStatusCode.BadRequest, forgedCode.Status);
        Assert.Equal(HttpStatusCode.BadRequest, forgedError.Status);
        Assert.Equal(HttpStatusCode.NotFound, icon.Status);
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    [Fact]
    public async Task Denial_ends_with_exit_code_4_and_keeps_the_servers_own_words()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.DenyingClient,
            "--scope", "openid", "--no-browser", "--json");

        var authorizationUri = await tool.AuthorizationUriAsync();
        await browser.FollowAsync(authorizationUri);
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Denied);

        Assert.Equal("denied", result.Json.GetProperty("outcome").GetString());
        Assert.Equal("access_denied", result.Json.GetProperty("error").GetString());
        Assert.Contains("The user said no.", result.Json.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", result.Json.GetProperty("remedy").GetString());
        Assert.DoesNotContain(await server.TakeLogAsync(), record => record.IsTokenRequest);
        await LoopbackPort.ShouldBeClosedAsync(Browser.RedirectUriOf(authorizationUri));
    }

    [Fact]
    public async Task What_waits_in_a_pipe_is_left_to_the_next_program()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.StartShell(
            home,
            $"\"$@\" login local --issuer {server.Issuer} --client-id {AuthorizationServerProcess.PublicClient} --scope openid --no-browser && cat",
            keepInput: true);
        await tool.Input.WriteAsync("left over\n");
        tool.Input.Close();

        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Equal("left over\n", result.Output);
        Assert.DoesNotContain(ToolText.PastePrompt, result.Error, StringComparison.Ordinal);
    }
}
