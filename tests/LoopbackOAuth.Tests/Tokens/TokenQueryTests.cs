using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Which entry a query means when the provider is configured.</summary>
public sealed class TokenQueryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://other.example", "app")]
    [InlineData("https://ours.example", "another")]
    [InlineData("https://other.example", "another")]
    public async Task An_entry_of_another_server_or_client_than_the_configured_is_not_used_and_that_is_said(string issuer, string client)
    {
        RecordingTokenStore store = new();
        TokenKey key = new() { Provider = "ours", Issuer = issuer, ClientId = client };
        await store.SetAsync(key, Tokens("other"), Cancellation);
        await using var authorizer = Authorizer(store);

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(await authorizer.AccessTokens.GetAccessTokenAsync(new TokenQuery("ours"), cancellationToken: Cancellation));
        var named = await authorizer.AccessTokens.GetAccessTokenAsync(new TokenQuery("ours") { Issuer = issuer, ClientId = client }, cancellationToken: Cancellation);

        Assert.Equal((SignInReason.NotSignedIn, "no_credentials"), (required.Reason, required.Code));
        Assert.Contains("another server or with another client", required.Cause, StringComparison.Ordinal);
        Assert.IsType<AccessTokenResult.Available>(named);
    }

    [Fact]
    public async Task The_entry_of_the_configured_server_and_client_is_meant_whatever_else_there_is()
    {
        RecordingTokenStore store = new();
        TokenKey key = new() { Provider = "ours", Issuer = "https://ours.example", ClientId = "app" };
        await store.SetAsync(key with { ClientId = "another" }, Tokens("other"), Cancellation);
        await store.SetAsync(key with { Issuer = "https://other.example" }, Tokens("other"), Cancellation);
        await store.SetAsync(key, Tokens("ours"), Cancellation);
        await using var authorizer = Authorizer(store);

        var token = Assert.IsType<AccessTokenResult.Available>(await authorizer.AccessTokens.GetAccessTokenAsync(new TokenQuery("ours"), cancellationToken: Cancellation));

        Assert.Equal("ours", token.AccessToken.Reveal());
    }

    [Fact]
    public async Task Where_nothing_is_configured_the_only_entry_is_meant()
    {
        RecordingTokenStore store = new();
        await store.SetAsync(new TokenKey { Provider = "elsewhere", Issuer = "https://other.example", ClientId = "app" }, Tokens("other"), Cancellation);
        await using var authorizer = Authorizer(store);

        Assert.IsType<AccessTokenResult.Available>(await authorizer.AccessTokens.GetAccessTokenAsync(new TokenQuery("elsewhere"), cancellationToken: Cancellation));
    }

    private static TokenSet Tokens(string token) => new() { AccessToken = new(token), ObtainedAt = TimeProvider.System.GetUtcNow() };

    private static LoopbackAuthorizer Authorizer(ITokenStore store) => new(options: null, new LoopbackAuthorizerServices
    {
        TokenStore = store,
        Providers = new ProviderRegistry([new ProviderDefinition { Id = "ours", Server = new AuthorizationServer { Issuer = "https://ours.example" }, ClientId = "app" }]),
    });
}
