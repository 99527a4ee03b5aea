using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class RevocationClientTests
{
    private static readonly RevocationRequest Request = new()
    {
        RevocationEndpoint = "https://auth.example.com/revoke",
        ClientId = "client",
        Token = new Secret("token-canary"),
        TokenTypeHint = "refresh_token",
    };

    [Fact]
    public async Task It_sends_what_RFC_7009_asks_for()
    {
        FakeServer server = FakeServer.Always("");

        Assert.Null(await RevokeAsync(server, Request));

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", Request.RevocationEndpoint, null), (request.Method, request.Url, request.Authorization));
        Assert.Equal([new("token", "token-canary"), new("token_type_hint", "refresh_token"), new("client_id", "client")], request.Form);
    }

    [Fact]
    public async Task A_confidential_client_authenticates()
    {
        FakeServer server = FakeServer.Always("");

        await RevokeAsync(server, Request with { ClientSecret = new Secret("secret") });

        Assert.Equal("Basic " + Convert.ToBase64String("client:secret"u8), Assert.Single(server.Requests).Authorization);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>fine</html>")]
    [InlineData("{\"error\":\"invalid_token\"}")]
    public async Task The_status_says_it_whatever_the_body_holds(string body) => Assert.Null(await RevokeAsync(FakeServer.Always(body), Request));

    [Theory]
    [InlineData("{\"error\":\"unsupported_token_type\"}", 400, "unsupported_token_type")]
    [InlineData("{\"error\":\"invalid_client\"}", 401, "invalid_client")]
    [InlineData("<html>later</html>", 503, "server_error_response")]
    [InlineData("", 404, "server_error_response")]
    public async Task Anything_else_is_told(string body, int status, string code)
    {
        OAuthError? error = await RevokeAsync(FakeServer.Always(body, status), Request);

        Assert.Equal((code, status), (error!.Code, error.StatusCode!.Value));
    }

    [Fact, Trait("Invariant", "8")]
    public async Task Invariant_8_a_token_that_the_server_echoes_is_in_no_member_of_the_error()
    {
        OAuthError? error = await RevokeAsync(FakeServer.Always("{\"error\":\"invalid_request\",\"error_description\":\"token-canary\"}", 400), Request);

        Assert.DoesNotContain("canary", $"{error} {error!.Description} {error.Detail}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://auth.example.com/revoke")]
    [InlineData("javascript:alert(1)")]
    public async Task No_token_goes_to_an_endpoint_that_must_not_be_used(string endpoint)
    {
        FakeServer server = FakeServer.Always("");

        Assert.Equal("metadata_invalid", (await RevokeAsync(server, Request with { RevocationEndpoint = endpoint }))?.Code);
        Assert.Empty(server.Requests);
    }

    private static async Task<OAuthError?> RevokeAsync(FakeServer server, RevocationRequest request)
    {
        using BackchannelClient http = new(server);
        return await new RevocationClient(http).RevokeAsync(request, TestContext.Current.CancellationToken);
    }
}
