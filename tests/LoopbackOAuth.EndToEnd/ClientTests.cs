using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Kinds of clients, and what is asked for.</summary>
public sealed class ClientTests(AuthorizationServerFixture fixture)
{
    [Theory]
    [InlineData(AuthorizationServerProcess.BasicClient, AuthorizationServerProcess.BasicSecret)]
    [InlineData(AuthorizationServerProcess.PostClient, AuthorizationServerProcess.PostSecret)]
    public async Task A_confidential_client_signs_in_with_a_secret_from_a_variable(string client, string secret)
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        home.Variables["THE_SECRET"] = secret;
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", client, "--client-secret-env", "THE_SECRET",
            "--scope", "openid", "--no-browser", "--json");

        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn).ShouldNotContain([secret]);

        Assert.Equal("succeeded", result.Json.GetProperty("outcome").GetString());
        var issued = Assert.Single(await server.TakeLogAsync(), record => record.IsAccessToken);
        Assert.Equal(client, issued.Client);
        Assert.DoesNotContain(secret[..7], home.StoredText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_client_secret_fails_with_the_servers_own_words()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        home.Variables["THE_SECRET"] = "not the secret of this client";
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.BasicClient,
            "--client-secret-env", "THE_SECRET", "--scope", "openid", "--no-browser", "--json");

        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed).ShouldNotContain([home.Variables["THE_SECRET"]]);

        Assert.Equal("invalid_client", result.Json.GetProperty("error").GetString());
        Assert.NotEqual("", result.Json.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task A_resource_is_what_the_token_is_for()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "read", "--resource", "https://api.example.org/v1", "--no-browser", "--json");

        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Equal(["read"], result.Json.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        var issued = Assert.Single(await server.TakeLogAsync(), record => record.IsAccessToken);
        Assert.Equal("https://api.example.org/v1", issued.Audience);
    }

    [Fact]
    public async Task Explicit_endpoints_need_no_discovery()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--authorization-endpoint", server.AuthorizationEndpoint, "--token-endpoint", server.TokenEndpoint,
            "--client-id", AuthorizationServerProcess.PublicClient, "--scope", "profile", "--no-browser", "--json");

        await browser.FollowAsync(await tool.AuthorizationUriAsync());

        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
        Assert.DoesNotContain(await server.TakeLogAsync(), record => record.Path?.Contains("well-known", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Accounts_are_kept_apart_by_their_labels()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        foreach (var account in (string[])["home", "work"])
        {
            using var browser = new Browser();
            await using var tool = ToolProcess.Start(
                home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
                "--scope", "openid", "--account", account, "--no-browser", "--json");
            await browser.FollowAsync(await tool.AuthorizationUriAsync());
            var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
            Assert.Equal(account, result.Json.GetProperty("account").GetString());
        }

        var first = (await ToolProcess.RunAsync(home, "token", "local", "--account", "home")).ShouldExitWith(ExitCodes.SignedIn).Output;
        var second = (await ToolProcess.RunAsync(home, "token", "local", "--account", "work")).ShouldExitWith(ExitCodes.SignedIn).Output;

        Assert.NotEqual(first, second);
    }

    [Fact]
    [Trait("Invariant", "10")]
    public async Task Token_files_are_readable_by_their_owner_alone()
    {
        Requirements.Unix();
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--scope", "openid", "--no-browser");
        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        var folder = new DirectoryInfo(home.StoreFolder);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, folder.UnixFileMode);
        Assert.All(
            folder.GetFiles("*", SearchOption.AllDirectories),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
    }
}
