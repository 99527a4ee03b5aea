using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Tests.Commands;

/// <summary>Which server gets the client secret of the command line.</summary>
public sealed class GrantOptionsTests
{
    private const string Endpoint = "https://plain.example/oauth/token";
    private const string Issuer = "https://auth.example";

    [Theory]
    [InlineData("ours", Issuer, Endpoint, Issuer, null)]
    [InlineData("ours", Issuer, null, Issuer, null)]
    [InlineData("ours", Endpoint, Endpoint, null, Endpoint)]
    [InlineData("ours", Endpoint, null, Endpoint, null)]
    [InlineData("spotify", "https://accounts.spotify.com/api/token", "https://accounts.spotify.com/api/token", null, "https://accounts.spotify.com/api/token")]
    [InlineData("spotify", "https://accounts.spotify.com/api/token", Endpoint, null, "https://accounts.spotify.com/api/token")]
    [InlineData("spotify", Endpoint, Endpoint, null, Endpoint)]
    [InlineData("spotify", Issuer, Endpoint, Issuer, null)]
    public void The_secret_is_for_the_entrys_own_server(string provider, string keyIssuer, string? origin, string? issuer, string? tokenEndpoint)
    {
        TokenEntry entry = new(
            new TokenKey { Provider = provider, Issuer = keyIssuer, ClientId = "app" },
            new TokenSet { AccessToken = new Secret("a"), ObtainedAt = DateTimeOffset.UnixEpoch, TokenEndpoint = origin });

        var definition = GrantOptions.WithSecret(entry, new Secret("s"));

        Assert.Equal((issuer, tokenEndpoint, "app"), (definition.Server.Issuer, definition.Server.TokenEndpoint, definition.ClientId));

        // It is no definition to sign in with, unless that of a provider at its own server.
        Assert.Equal(EntryServer.ProviderOf(entry.Key, new ProviderRegistry([]))?.Server.AuthorizationEndpoint, definition.Server.AuthorizationEndpoint);
        Assert.True(new OneProvider(definition).TryGet(provider, out var found));
        Assert.Same(definition, found);
    }
}
