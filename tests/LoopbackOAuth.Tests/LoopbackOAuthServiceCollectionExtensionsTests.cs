using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth.Tests;

public sealed class LoopbackOAuthServiceCollectionExtensionsTests
{
    [Fact]
    public async Task Signs_in_with_parts_from_the_container_and_a_provider_from_configuration()
    {
        await using TestAuthorizationServer server = new();
        await using ScriptedBrowser browser = new(server.CreateHandler());
        RecordingTokenStore store = new();
        IConfiguration configuration = Configuration(
            ("Timeout", "00:02:00"),
            ("AllowPrompt", "false"),
            ("Providers:ours:Issuer", server.Issuer),
            ("Providers:ours:ClientId", "app"),
            ("Providers:ours:Scopes:0", "openid"));
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<ITokenStore>(store)
            .AddSingleton<IBrowserLauncher>(browser)
            .AddSingleton<IEnvironmentProbe>(new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop))
            .AddSingleton<ISignInPresenter>(new RecordingPresenter { CanReadPaste = false })
            .AddKeyedSingleton(LoopbackOAuthOptions.SectionName, server.CreateHandler())
            .AddLoopbackOAuth(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        ILoopbackAuthorizer authorizer = services.GetRequiredService<ILoopbackAuthorizer>();
        Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(new AuthorizationRequest("ours"), TestContext.Current.CancellationToken));
        Assert.Equal("ours", Assert.Single(store.Entries).Key.Provider);
        Assert.Equal(TimeSpan.FromMinutes(2), services.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value.Timeout);
    }

    [Fact]
    public void Everything_resolves_with_defaults_and_called_twice()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddLoopbackOAuth()
            .AddLoopbackOAuth(options => options.Timeout = TimeSpan.FromMinutes(1))
            .BuildServiceProvider();
        Assert.NotNull(services.GetRequiredService<ILoopbackAuthorizer>());
        Assert.IsType<InMemoryTokenStore>(services.GetRequiredService<ITokenStore>());
        Assert.Contains(services.GetRequiredService<IProviderRegistry>().Providers, provider => provider.Id == "xai-oauth");
        Assert.Equal(TimeSpan.FromMinutes(1), services.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value.Timeout);
    }

    [Theory]
    [InlineData("Timeout", "00:00:00", "Timeout")]
    [InlineData("Timeout", "02:00:00", "Timeout")]
    [InlineData("Guide", "http://example.com/", "Guide")]
    [InlineData("Providers:new-one:ClientId", "x", "Issuer")]
    [InlineData("Providers:spotify:Port", "70000", "Port")]
    [InlineData("Providers:spotify:Host", "Localhost", "Host")]
    [InlineData("Providers:spotify:Path", "callback", "Path")]
    public void A_wrong_setting_is_found_when_the_host_starts_and_named(string key, string value, string named)
    {
        using ServiceProvider services = new ServiceCollection().AddLoopbackOAuth(Configuration((key, value))).BuildServiceProvider();
        IStartupValidator validator = services.GetRequiredService<IStartupValidator>();
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(validator.Validate);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Timeot", "00:01:00")]
    [InlineData("Providers:spotify:ClientID2", "x")]
    public void A_key_that_does_not_exist_is_an_error_and_not_silence(string key, string value)
    {
        using ServiceProvider services = new ServiceCollection().AddLoopbackOAuth(Configuration((key, value))).BuildServiceProvider();
        Assert.ThrowsAny<InvalidOperationException>(() => services.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value);
    }

    [Fact]
    public void Without_a_container_the_same_rules_hold()
    {
        Assert.Throws<ArgumentException>(() => new LoopbackAuthorizer(new LoopbackOAuthOptions { Timeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => new LoopbackAuthorizer(new LoopbackOAuthOptions { Guide = new Uri("http://example.com/") }));
        LoopbackOAuthOptions options = new();
        options.Providers["new-one"] = new ProviderOptions { ClientId = "x" };
        Assert.ThrowsAny<Exception>(() => new LoopbackAuthorizer(options));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
        .Build();
}
