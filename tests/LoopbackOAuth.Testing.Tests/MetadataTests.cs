using System.Text.Json;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class MetadataTests
{
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    [Theory]
    [InlineData("https://auth.example.test", OAuth)]
    [InlineData("https://auth.example.test", OpenId)]
    [InlineData("https://auth.example.test/tenant", OAuth + "/tenant")]
    [InlineData("https://auth.example.test/tenant", "/tenant" + OpenId)]
    public async Task Both_documents_name_the_issuer_and_its_endpoints(string issuer, string path)
    {
        await using var server = new TestAuthorizationServer(new() { Issuer = issuer });

        JsonElement metadata = await GetAsync(server, path);

        Assert.Equal(issuer, metadata.GetProperty("issuer").GetString());
        Assert.Equal(issuer + "/authorize", metadata.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(issuer + "/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.Equal("S256", metadata.GetProperty("code_challenge_methods_supported")[0].GetString());
        Assert.True(metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        using HttpResponseMessage token = await server.RedeemAsync(await server.CodeAsync());
        await token.JsonAsync();
        Assert.Equal(1, server.AuthorizationRequestCount);
        Assert.Equal(1, server.TokenRequestCount);
    }

    [Fact]
    public async Task The_issuer_is_promised_only_when_it_is_sent()
    {
        await using var server = new TestAuthorizationServer(new() { SendIss = false });

        Assert.False((await GetAsync(server, OAuth)).GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
    }

    [Fact]
    public async Task It_names_another_issuer()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { Metadata = MetadataFault.IssuerMismatch } };

        Assert.Equal(TestServerMisbehaviour.OtherIssuer, (await GetAsync(server, OpenId)).GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task It_does_not_offer_S256()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { Metadata = MetadataFault.WithoutS256 } };

        Assert.Equal(["plain"], (await GetAsync(server, OAuth)).GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()));
    }

    [Theory]
    [InlineData(MetadataFault.Html, 200)]
    [InlineData(MetadataFault.NotFound, 404)]
    public async Task It_is_a_page(MetadataFault fault, int status)
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { Metadata = fault } };

        using HttpResponseMessage response = await server.Client().GetAsync(OAuth, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task It_redirects_to_a_place_that_works()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { Metadata = MetadataFault.Redirect } };

        using HttpResponseMessage response = await server.Client().GetAsync(OAuth, Cancellation);

        Assert.Equal(303, (int)response.StatusCode);
        Assert.Equal(server.Issuer, (await GetAsync(server, response.Headers.Location!.OriginalString)).GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task It_redirects_to_itself()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { Metadata = MetadataFault.RedirectLoop } };

        using HttpResponseMessage response = await server.Client().GetAsync(OAuth, Cancellation);

        Assert.Equal(OAuth, response.Headers.Location!.OriginalString);
    }

    private static async Task<JsonElement> GetAsync(TestAuthorizationServer server, string path)
    {
        using HttpResponseMessage response = await server.Client().GetAsync(path, Cancellation);
        return await response.JsonAsync();
    }
}
