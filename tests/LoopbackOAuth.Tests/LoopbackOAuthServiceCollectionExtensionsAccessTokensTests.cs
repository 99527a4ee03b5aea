using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth.Tests;

public sealed class LoopbackOAuthServiceCollectionExtensionsAccessTokensTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handlers_are_registered_by_name_and_each_sends_the_token_of_its_own_account()
    {
        RecordingTokenStore store = new();
        await store.SetAsync(Key("one"), Tokens("token-one"), Cancellation);
        await store.SetAsync(Key("two"), Tokens("token-two"), Cancellation);
        await using var services = new ServiceCollection()
            .AddSingleton<ITokenStore>(store)
            .AddLoopbackOAuthAccessTokenHandler("first", options => Configure(options, "one"))
            .AddLoopbackOAuthAccessTokenHandler("second", options => Configure(options, "two"))
            .AddLoopbackOAuth()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Equal("Bearer token-one", await SentAsync(services, "first"));
        Assert.Equal("Bearer token-two", await SentAsync(services, "second"));
        Assert.NotSame(services.GetRequiredKeyedService<AccessTokenHandler>("first"), services.GetRequiredKeyedService<AccessTokenHandler>("first"));
        Assert.Null(services.GetService<AccessTokenHandler>());
    }

    [Fact]
    public void A_name_is_given_once_because_two_handlers_of_one_name_would_share_their_origins()
    {
        var services = new ServiceCollection().AddLoopbackOAuthAccessTokenHandler("music", options => Configure(options, "one"));

        var exception = Assert.Throws<InvalidOperationException>(() => services.AddLoopbackOAuthAccessTokenHandler("music", options => options.AllowedOrigins.Add("https://other.example")));

        Assert.Contains("'music'", exception.Message, StringComparison.Ordinal);
        using var built = services.BuildServiceProvider();
        Assert.Equal(["https://api.example"], built.GetRequiredService<IOptionsMonitor<AccessTokenHandlerOptions>>().Get("music").AllowedOrigins);
    }

    [Fact]
    public async Task The_provider_is_one_for_the_container_and_the_authorizers_own()
    {
        await using var services = new ServiceCollection().AddLoopbackOAuth().BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var provider = services.GetRequiredService<IAccessTokenProvider>();

        Assert.Same(provider, services.GetRequiredService<IAccessTokenProvider>());
        Assert.Same(provider, Assert.IsType<LoopbackAuthorizer>(services.GetRequiredService<ILoopbackAuthorizer>()).AccessTokens);
    }

    [Fact]
    public void A_wrong_setting_of_a_handler_is_found_when_the_host_starts_and_named()
    {
        using var services = new ServiceCollection()
            .AddLoopbackOAuthAccessTokenHandler("music", options => options.AllowedOrigins.Add("http://api.example"))
            .BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("'music'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Provider", exception.Message, StringComparison.Ordinal);
        Assert.Contains("http://api.example", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_settings_come_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Refresh:RefreshBefore", "00:05:00"), new("Refresh:Jitter", "00:00:01"), new("Refresh:RetryFor", "00:00:00")]).Build();
        using var services = new ServiceCollection().AddLoopbackOAuth(configuration).BuildServiceProvider();

        var refresh = services.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value.Refresh;

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.Zero), (refresh.RefreshBefore, refresh.Jitter, refresh.RetryFor));
    }

    private static void Configure(AccessTokenHandlerOptions options, string account)
    {
        options.Provider = "example";
        options.Account = account;
        options.AllowedOrigins.Add("https://api.example");
    }

    private static TokenKey Key(string account) => new() { Provider = "example", Issuer = "https://auth.example", ClientId = "app", Account = account };

    private static TokenSet Tokens(string token) => new() { AccessToken = new(token), ObtainedAt = TimeProvider.System.GetUtcNow() };

    private static async Task<string?> SentAsync(ServiceProvider services, string name)
    {
        string? sent = null;
        var handler = services.GetRequiredKeyedService<AccessTokenHandler>(name);
        handler.InnerHandler = new Tokens.InterceptingHandler(new HttpClientHandler(), (request, _) =>
        {
            sent = request.Headers.Authorization?.ToString();
            return new HttpResponseMessage();
        });
        using HttpClient client = new(handler);
        using var response = await client.GetAsync("https://api.example/", Cancellation);
        return sent;
    }
}
