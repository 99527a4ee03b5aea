using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Where the tokens and the client secret of an entry may go.</summary>
public sealed class EntryServerTests
{
    private const string Issuer = "https://auth.example";
    private const string Endpoint = "https://plain.example/token";

    private static readonly ProviderRegistry Registry = new(
    [
        new() { Id = "issuer", Server = new() { Issuer = Issuer, TokenEndpoint = Endpoint, AuthorizationEndpoint = "https://plain.example/authorize" } },
        new() { Id = "endpoints", Server = new() { TokenEndpoint = Endpoint, AuthorizationEndpoint = "https://plain.example/authorize" } },
    ]);

    [Theory]
    [InlineData("issuer", Issuer, null, true, Issuer, Endpoint)]
    [InlineData("issuer", "https://other.example", Endpoint, false, "https://other.example", null)]
    [InlineData("issuer", Endpoint, Endpoint, false, null, Endpoint)]
    [InlineData("endpoints", Endpoint, null, true, null, Endpoint)]
    [InlineData("endpoints", "https://other.example/token", "https://other.example/token", false, null, "https://other.example/token")]
    [InlineData("endpoints", Issuer, Endpoint, false, Issuer, null)]
    [InlineData("unknown", Issuer, Endpoint, false, Issuer, null)]
    [InlineData("unknown", Endpoint, Endpoint, false, null, Endpoint)]
    public void An_entry_is_of_the_configured_server_or_of_the_one_it_names_itself(string provider, string keyIssuer, string? origin, bool isConfigured, string? issuer, string? tokenEndpoint)
    {
        var key = Entries.Key(provider) with { Issuer = keyIssuer };

        var server = EntryServer.Of(key, new TokenSet { AccessToken = new Secret("a"), ObtainedAt = Entries.Noon, TokenEndpoint = origin }, Registry);

        Assert.Equal((issuer, tokenEndpoint), (server.Issuer, server.TokenEndpoint));
        Assert.Equal(isConfigured, EntryServer.ProviderOf(key, Registry) is not null);
        Assert.Equal(isConfigured, server.AuthorizationEndpoint is not null);
    }
}
