using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class AuthorizationEndpointTests
{
    [Fact]
    public async Task A_careful_client_gets_a_code_its_own_state_and_the_issuer()
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.AuthorizeAsync();

        Assert.StartsWith(RedirectUri + "?", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Single(response.CallbackParameters("code"));
        Assert.Equal([State], response.CallbackParameters("state"));
        Assert.Equal([server.Issuer], response.CallbackParameters("iss"));
        Assert.Equal(1, server.AuthorizationRequestCount);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/a/b")]
    [InlineData("http://[::1]:65535/callback")]
    [InlineData("http://localhost:8080/callback?kept=1")]
    [InlineData("http://127.0.0.1")]
    public async Task Without_registrations_every_loopback_redirect_is_accepted(string redirectUri)
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.AuthorizeAsync(("redirect_uri", redirectUri));

        Assert.Equal(303, (int)response.StatusCode);
        Assert.StartsWith(redirectUri, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:5000/callback")]
    [InlineData("http://127.0.0.1.evil.example/callback")]
    [InlineData("http://localhost.evil.example/callback")]
    [InlineData("http://user@127.0.0.1:5000/callback")]
    [InlineData("http://127.0.0.1:5000@evil.example/callback")]
    [InlineData("http://127.0.0.2:5000/callback")]
    [InlineData("http://127.0.0.1:99999/callback")]
    [InlineData("http://127.0.0.1:5000/callback#fragment")]
    [InlineData("http://evil.example/callback")]
    [InlineData("/callback")]
    [InlineData(null)]
    public async Task A_redirect_that_is_not_registered_is_never_redirected_to(string? redirectUri)
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.AuthorizeAsync(("redirect_uri", redirectUri));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7000/callback", true)]
    [InlineData("http://127.0.0.1:7001/callback", false)]
    [InlineData("http://127.0.0.1:7000/callback/", false)]
    [InlineData("http://127.0.0.1:7000/Callback", false)]
    [InlineData("http://localhost:7000/callback", false)]
    public async Task A_registered_redirect_is_compared_as_text(string redirectUri, bool accepted)
    {
        await using var server = Registered(new TestClient { ClientId = "app", RedirectUris = ["http://127.0.0.1:7000/callback"] });

        using HttpResponseMessage response = await server.AuthorizeAsync(("redirect_uri", redirectUri));

        Assert.Equal(accepted ? 303 : 400, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7000/callback", true)]
    [InlineData("http://127.0.0.1/callback", true)]
    [InlineData("http://127.0.0.1:7000/other", false)]
    [InlineData("http://[::1]:7000/callback", false)]
    [InlineData("http://localhost:7000/named", false)]
    [InlineData("http://localhost/named", true)]
    public async Task The_port_is_free_for_loopback_literals_only(string redirectUri, bool accepted)
    {
        await using var server = Registered(new TestClient
        {
            ClientId = "app",
            RedirectUris = ["http://127.0.0.1/callback", "http://localhost/named"],
            AnyLoopbackPort = true,
        });

        using HttpResponseMessage response = await server.AuthorizeAsync(("redirect_uri", redirectUri));

        Assert.Equal(accepted ? 303 : 400, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_client_is_never_redirected()
    {
        await using var server = Registered(new TestClient { ClientId = "other", AnyLoopbackPort = true });

        using HttpResponseMessage response = await server.AuthorizeAsync();

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("resource", "not-absolute", "invalid_target")]
    [InlineData("resource", "https://api.example/#fragment", "invalid_target")]
    [InlineData("+scope", "again", "invalid_request")]
    public async Task A_wrong_request_is_answered_with_an_error_that_carries_state_and_issuer(string name, string? value, string error)
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.AuthorizeAsync((name, value));

        Assert.Equal([error], response.CallbackParameters("error"));
        Assert.Empty(response.CallbackParameters("code"));
        Assert.Equal([State], response.CallbackParameters("state"));
        Assert.Equal([server.Issuer], response.CallbackParameters("iss"));
    }

    [Theory]
    [InlineData("+client_id", "app")]
    [InlineData("+redirect_uri", RedirectUri)]
    public async Task A_repeated_client_or_redirect_is_never_redirected(string name, string value)
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.AuthorizeAsync((name, value));

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Without_SendIss_there_is_no_issuer_in_the_response()
    {
        await using var server = new TestAuthorizationServer(new() { SendIss = false });

        using HttpResponseMessage response = await server.AuthorizeAsync();

        Assert.Empty(response.CallbackParameters("iss"));
    }

    [Theory]
    [InlineData("allow", "code")]
    [InlineData("deny", "error")]
    public async Task Without_consent_a_page_asks_once(string decision, string answer)
    {
        await using var server = new TestAuthorizationServer(new() { AutoConsent = false });
        using HttpResponseMessage asked = await server.AuthorizeAsync();
        Assert.Equal(200, (int)asked.StatusCode);
        string page = await asked.Content.ReadAsStringAsync(Cancellation);
        string ticket = page.Split("name=\"ticket\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("ticket", ticket), new("decision", decision)]);

        using HttpResponseMessage decided = await server.Client().PostAsync("consent", form, Cancellation);
        using HttpResponseMessage again = await server.Client().PostAsync("consent", form, Cancellation);

        Assert.Single(decided.CallbackParameters(answer));
        Assert.Equal([State], decided.CallbackParameters("state"));
        Assert.Equal(400, (int)again.StatusCode);
    }

    private static TestAuthorizationServer Registered(TestClient client) => new(new() { Clients = [client] });
}
