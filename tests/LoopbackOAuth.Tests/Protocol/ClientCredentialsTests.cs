using System.Net;
using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class ClientCredentialsTests
{
    [Theory]
    [InlineData(null, "basic")]
    [InlineData("", "basic")]
    [InlineData("none", "basic")]
    [InlineData("client_secret_basic client_secret_post", "basic")]
    [InlineData("client_secret_post client_secret_basic", "basic")]
    [InlineData("none client_secret_post", "post")]
    [InlineData("CLIENT_SECRET_POST", "basic")]
    public void With_a_secret_automatic_is_basic_unless_only_post_is_offered(string? supported, string expected)
    {
        ClientCredentials credentials = ClientCredentials.Create(
            ClientAuthenticationMethod.Automatic, "id", new Secret("secret"), supported?.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Value();

        Assert.Equal(expected, credentials.Basic is null ? "post" : "basic");
    }

    [Theory]
    [InlineData(ClientAuthenticationMethod.Automatic, null)]
    [InlineData(ClientAuthenticationMethod.None, null)]
    [InlineData(ClientAuthenticationMethod.None, "secret")]
    public void A_public_client_names_itself_in_the_body(ClientAuthenticationMethod method, string? secret)
    {
        ClientCredentials credentials = ClientCredentials.Create(method, "id", Secret.FromNullable(secret), ["client_secret_post"]).Value();

        Assert.Null(credentials.Basic);
        Assert.Equal([new("client_id", "id")], credentials.Parameters);
    }

    [Fact]
    public void Post_puts_both_into_the_body()
    {
        ClientCredentials credentials = ClientCredentials.Create(ClientAuthenticationMethod.ClientSecretPost, "id", new Secret("secret"), null).Value();

        Assert.Null(credentials.Basic);
        Assert.Equal([new("client_id", "id"), new("client_secret", "secret")], credentials.Parameters);
    }

    [Fact]
    public void Basic_encodes_both_before_it_joins_them()
    {
        ClientCredentials credentials = ClientCredentials.Create(ClientAuthenticationMethod.ClientSecretBasic, "i:d é", new Secret("s:e%c+r=t/"), null).Value();

        string[] parts = Encoding.ASCII.GetString(Convert.FromBase64String(credentials.Basic!.Reveal())).Split(':');
        Assert.Equal(["i:d é", "s:e%c+r=t/"], parts.Select(WebUtility.UrlDecode));
        Assert.Empty(credentials.Parameters);
    }

    [Theory]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    public void A_method_with_a_secret_needs_one(ClientAuthenticationMethod method) =>
        Assert.Equal("client_secret_missing", ClientCredentials.Create(method, "id", null, null).Error().Code);
}
