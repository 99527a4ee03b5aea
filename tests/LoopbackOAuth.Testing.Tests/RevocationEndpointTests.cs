using System.Net;
using System.Text.Json;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class RevocationEndpointTests
{
    [Fact]
    public async Task A_revoked_refresh_token_takes_its_whole_grant_with_it()
    {
        await using var server = new TestAuthorizationServer();
        (string refreshToken, Secret accessToken) = await SignInAsync(server);

        using HttpResponseMessage response = await RevokeAsync(server, ("token", refreshToken), ("client_id", "app"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(server.IsActive(accessToken));
        using HttpResponseMessage refused = await server.RefreshAsync(refreshToken);
        Assert.Equal("invalid_grant", await refused.ErrorAsync());
        Assert.Equal(1, server.RevocationRequestCount);
    }

    [Fact]
    public async Task A_revoked_access_token_leaves_its_refresh_token()
    {
        await using var server = new TestAuthorizationServer();
        (string refreshToken, Secret accessToken) = await SignInAsync(server);

        using HttpResponseMessage response = await RevokeAsync(server, ("token", accessToken.Reveal()), ("client_id", "app"));

        Assert.False(server.IsActive(accessToken));
        Assert.True(Assert.Single(server.IssuedAccessTokens).IsRevoked);
        using HttpResponseMessage refreshed = await server.RefreshAsync(refreshToken);
        await refreshed.JsonAsync();
    }

    [Theory]
    [InlineData("unknown", "app")]
    [InlineData(null, "other")]
    public async Task A_token_that_is_not_the_clients_is_answered_alike_and_not_revoked(string? token, string client)
    {
        await using var server = new TestAuthorizationServer();
        (string refreshToken, Secret accessToken) = await SignInAsync(server);

        using HttpResponseMessage response = await RevokeAsync(server, ("token", token ?? refreshToken), ("client_id", client));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(server.IsActive(accessToken));
    }

    [Fact]
    public async Task A_client_must_say_who_it_is()
    {
        await using var server = new TestAuthorizationServer(new()
        {
            Clients = [new TestClient { ClientId = "app", Secret = new Secret("s"), AuthenticationMethod = ClientAuthenticationMethod.ClientSecretPost, AnyLoopbackPort = true }],
        });

        using HttpResponseMessage without = await RevokeAsync(server, ("token", "t"), ("client_id", "app"));
        using HttpResponseMessage with = await RevokeAsync(server, ("token", "t"), ("client_id", "app"), ("client_secret", "s"));
        using HttpResponseMessage empty = await RevokeAsync(server, ("client_id", "app"), ("client_secret", "s"));

        Assert.Equal("invalid_client", await without.ErrorAsync(401));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        Assert.Equal("invalid_request", await empty.ErrorAsync());
    }

    [Fact]
    public async Task It_can_be_out_of_service()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { RevocationUnavailable = true, RetryAfter = TimeSpan.FromSeconds(3) } };

        using HttpResponseMessage response = await RevokeAsync(server, ("token", "t"), ("client_id", "app"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_metadata_names_it_when_it_is_there(bool isOffered)
    {
        await using var server = new TestAuthorizationServer(new() { OfferRevocation = isOffered });

        using HttpResponseMessage metadata = await server.Client().GetAsync(server.Issuer + "/.well-known/oauth-authorization-server", Cancellation);
        using HttpResponseMessage response = await RevokeAsync(server, ("token", "t"), ("client_id", "app"));

        bool isNamed = (await metadata.JsonAsync()).TryGetProperty("revocation_endpoint", out JsonElement endpoint);
        Assert.Equal(isOffered, isNamed);
        Assert.Equal(isOffered ? server.Issuer + "/revoke" : null, isNamed ? endpoint.GetString() : null);
        Assert.Equal(isOffered, response.StatusCode is HttpStatusCode.OK);
    }

    private static async Task<(string RefreshToken, Secret AccessToken)> SignInAsync(TestAuthorizationServer server)
    {
        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync());
        JsonElement tokens = await response.JsonAsync();
        return (tokens.GetProperty("refresh_token").GetString()!, new Secret(tokens.GetProperty("access_token").GetString()!));
    }

    private static Task<HttpResponseMessage> RevokeAsync(TestAuthorizationServer server, params (string Name, string Value)[] parameters) =>
        server.Client().PostAsync(
            server.Issuer + "/revoke",
            new FormUrlEncodedContent(parameters.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value))),
            Cancellation);
}
