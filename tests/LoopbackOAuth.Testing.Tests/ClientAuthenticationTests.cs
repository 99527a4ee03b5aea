using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class ClientAuthenticationTests
{
    [Theory]
    [InlineData(ClientAuthenticationMethod.Automatic, "basic", true)]
    [InlineData(ClientAuthenticationMethod.Automatic, "post", true)]
    [InlineData(ClientAuthenticationMethod.Automatic, "none", false)]
    [InlineData(ClientAuthenticationMethod.Automatic, "basic-raw", false)]
    [InlineData(ClientAuthenticationMethod.Automatic, "basic-wrong", false)]
    [InlineData(ClientAuthenticationMethod.Automatic, "post-wrong", false)]
    [InlineData(ClientAuthenticationMethod.Automatic, "bearer", false)]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic, "post", false)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost, "basic", false)]
    public async Task A_confidential_client_proves_who_it_is(ClientAuthenticationMethod method, string how, bool accepted)
    {
        const string Secret = "s%3A +&ecret";
        await using var server = new TestAuthorizationServer(new()
        {
            Clients = [new() { ClientId = "app", Secret = new Secret(Secret), AuthenticationMethod = method, AnyLoopbackPort = true }],
        });
        (string, string?)[] sent = how switch
        {
            "basic" => [("Authorization", Basic(Uri.EscapeDataString(Secret)))],
            "basic-raw" => [("Authorization", Basic(Secret))],
            "basic-wrong" => [("Authorization", Basic("wrong"))],
            "bearer" => [("Authorization", "Bearer x")],
            "post" => [("client_secret", Secret)],
            "post-wrong" => [("client_secret", "wrong")],
            _ => [],
        };

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync(), sent);

        Assert.Equal(accepted ? 200 : 401, (int)response.StatusCode);
        if (!accepted)
        {
            Assert.Equal("invalid_client", await response.ErrorAsync(401));
            Assert.Equal("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task Two_ways_of_authentication_at_once_are_refused()
    {
        await using var server = new TestAuthorizationServer(new()
        {
            Clients = [new() { ClientId = "app", Secret = new Secret("s"), AnyLoopbackPort = true }],
        });

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync(), ("Authorization", Basic("s")), ("client_secret", "s"));

        Assert.Equal("invalid_request", await response.ErrorAsync());
    }

    [Fact]
    public async Task A_public_client_sends_no_secret()
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync(), ("client_secret", "invented"));

        Assert.Equal("invalid_client", await response.ErrorAsync(401));
    }

    private static string Basic(string secret) => "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("app:" + secret));
}
