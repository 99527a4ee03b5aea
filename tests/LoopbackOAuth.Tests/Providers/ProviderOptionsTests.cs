using LoopbackOAuth.Providers;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderOptionsTests
{
    private const string Issuer = "https://auth.example.com";

    [Fact]
    public void A_new_provider_has_any_free_port_and_callback()
    {
        ProviderDefinition provider = new ProviderOptions { Issuer = Issuer }.ToDefinition("Acme", null);

        Assert.Equal("acme", provider.Id);
        Assert.Equal("acme", provider.DisplayName);
        Assert.Equal(Issuer, provider.Server.Issuer);
        Assert.Equal(PortPolicy.Ephemeral, provider.Redirect.Port);
        Assert.Equal("/callback", provider.Redirect.Path);
        Assert.Null(provider.Timeout);
        Assert.Null(provider.ClientSecret);
    }

    [Fact]
    public void Everything_that_is_stated_reaches_the_definition()
    {
        ProviderDefinition provider = new ProviderOptions
        {
            Issuer = Issuer,
            AuthorizationEndpoint = "https://auth.example.com/authorize",
            TokenEndpoint = "https://auth.example.com/token",
            DisplayName = "Acme",
            ClientId = "id",
            ClientSecret = "secret",
            ClientAuthentication = ClientAuthenticationMethod.ClientSecretBasic,
            Scopes = ["openid", "email"],
            Host = LoopbackHost.IPv6,
            Port = 8400,
            PortPolicy = PortPolicyKind.Preferred,
            Path = "/signin?tenant=1",
            TimeoutSeconds = 90,
            AuthorizationParameters = { ["audience"] = "https://api.example.com" },
            Aliases = ["acme-login"],
            AllowedHosts = ["auth.example.com", "*.auth.example.com"],
            AlwaysSendNonce = true,
            CallbackOrigins = ["https://accounts.example.com"],
            Documentation = new Uri("https://docs.example.com/sign-in"),
        }.ToDefinition("acme", null);

        Assert.Equal(new AuthorizationServer { Issuer = Issuer, AuthorizationEndpoint = "https://auth.example.com/authorize", TokenEndpoint = "https://auth.example.com/token", AllowedHosts = provider.Server.AllowedHosts }, provider.Server);
        Assert.Equal("Acme", provider.DisplayName);
        Assert.Equal("id", provider.ClientId);
        Assert.Equal("secret", provider.ClientSecret?.Reveal());
        Assert.Equal(ClientAuthenticationMethod.ClientSecretBasic, provider.ClientAuthentication);
        Assert.Equal(["openid", "email"], provider.Scopes);
        Assert.Equal(LoopbackHost.IPv6, provider.Redirect.Host);
        Assert.Equal(PortPolicy.Preferred(8400), provider.Redirect.Port);
        Assert.Equal("/signin?tenant=1", provider.Redirect.Path);
        Assert.Equal(TimeSpan.FromSeconds(90), provider.Timeout);
        Assert.Equal("https://api.example.com", provider.AuthorizationParameters["audience"]);
        Assert.Equal(["acme-login"], provider.Aliases);
        Assert.Equal(["auth.example.com", "*.auth.example.com"], provider.Server.AllowedHosts);
        Assert.True(provider.AlwaysSendNonce);
        Assert.Equal(["https://accounts.example.com"], provider.CallbackOrigins);
        Assert.Equal("https://docs.example.com/sign-in", provider.Documentation?.OriginalString);
    }

    [Fact]
    public void Allowed_hosts_narrow_a_known_server_and_move_to_another_one_only_when_they_are_given()
    {
        ProviderDefinition narrowed = new ProviderOptions { AllowedHosts = ["auth.x.ai"] }.ToDefinition("xai-oauth", KnownProviders.XaiOAuth);
        ProviderDefinition moved = new ProviderOptions { Issuer = Issuer, AllowedHosts = ["*.example.com"] }.ToDefinition("xai-oauth", KnownProviders.XaiOAuth);

        Assert.Equal(KnownProviders.XaiOAuth.Server with { AllowedHosts = narrowed.Server.AllowedHosts }, narrowed.Server);
        Assert.Equal(["auth.x.ai"], narrowed.Server.AllowedHosts);
        Assert.Equal(["*.example.com"], moved.Server.AllowedHosts);
    }

    [Fact]
    public void A_nonce_can_be_turned_off_where_the_known_provider_sends_one() =>
        Assert.False(new ProviderOptions { AlwaysSendNonce = false }.ToDefinition("xai-oauth", KnownProviders.XaiOAuth).AlwaysSendNonce);

    [Theory]
    [InlineData("xai-oauth")]
    [InlineData("GROK-OAUTH")]
    public void Options_over_a_known_provider_change_what_they_state_and_nothing_else(string id)
    {
        ProviderDefinition known = KnownProviders.XaiOAuth;

        ProviderDefinition provider = new ProviderOptions { ClientId = "mine", Issuer = "", Path = "", Documentation = new Uri("", UriKind.Relative) }.ToDefinition(id, known);

        Assert.Equal(known with { ClientId = "mine", AuthorizationParameters = provider.AuthorizationParameters }, provider);
        Assert.Equal(known.AuthorizationParameters, provider.AuthorizationParameters);
    }

    [Fact]
    public void A_given_server_replaces_the_known_one_as_a_whole_and_keeps_the_redirect_rule()
    {
        ProviderDefinition provider = new ProviderOptions { Issuer = Issuer }.ToDefinition("spotify", KnownProviders.Spotify);

        Assert.Equal(Issuer, provider.Server.Issuer);
        Assert.Null(provider.Server.AuthorizationEndpoint);
        Assert.Null(provider.Server.TokenEndpoint);
        Assert.Empty(provider.Server.AllowedHosts);
        Assert.Equal(KnownProviders.Spotify.Redirect, provider.Redirect);
    }

    [Fact]
    public void A_given_server_makes_a_provider_of_another_flow_one_of_loopback() =>
        Assert.Equal(SignInFlow.Loopback, new ProviderOptions { Issuer = Issuer }.ToDefinition("anthropic", KnownProviders.Anthropic).Flow);

    [Fact]
    public void Under_another_id_a_known_provider_is_a_pattern_without_its_aliases()
    {
        ProviderDefinition provider = new ProviderOptions { ClientId = "work" }.ToDefinition("xai-work", KnownProviders.XaiOAuth);
        var registry = new ProviderRegistry([provider]);

        Assert.Same(provider, registry.Get("xai-work"));
        Assert.Equal(KnownProviders.XaiOAuth.Redirect, provider.Redirect);
        Assert.Same(KnownProviders.XaiOAuth, registry.Get("grok-oauth"));
    }

    [Fact]
    public void Parameters_are_laid_over_the_known_ones_and_an_empty_value_takes_one_away()
    {
        ProviderDefinition provider = new ProviderOptions { AuthorizationParameters = { ["referrer"] = "", ["prompt"] = "consent" } }
            .ToDefinition("xai-oauth", KnownProviders.XaiOAuth);

        Assert.Equal([new("plan", "generic"), new("prompt", "consent")], provider.AuthorizationParameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal));
        Assert.Equal("loopback-oauth", KnownProviders.XaiOAuth.AuthorizationParameters["referrer"]);
    }

    public static TheoryData<string, ProviderOptions> Invalid => new()
    {
        { "Issuer", new() { Issuer = "http://auth.example.com" } },
        { "TokenEndpoint", new() { AuthorizationEndpoint = "https://auth.example.com/authorize" } },
        { "AuthorizationEndpoint", new() { TokenEndpoint = "https://auth.example.com/token" } },
        { "DisplayName", new() { DisplayName = "a\nb" } },
        { "ClientId", new() { ClientId = "a\nb" } },
        { "ClientAuthentication", new() { ClientAuthentication = (ClientAuthenticationMethod)99 } },
        { "Scopes", new() { Scopes = ["a b"] } },
        { "Host", new() { Host = LoopbackHost.Localhost } },
        { "Host", new() { Host = (LoopbackHost)99 } },
        { "Path", new() { Path = "callback" } },
        { "Path", new() { Path = "/a/../b" } },
        { "TimeoutSeconds", new() { TimeoutSeconds = 0 } },
        { "TimeoutSeconds", new() { TimeoutSeconds = int.MaxValue } },
        { "AuthorizationParameters", new() { AuthorizationParameters = { ["state"] = "mine" } } },
        { "Aliases", new() { Aliases = ["Not Fine"] } },
        { "AllowedHosts", new() { AllowedHosts = ["https://x.ai"] } },
        { "AllowedHosts", new() { AllowedHosts = ["*"] } },
        { "AllowedHosts", new() { AllowedHosts = [""] } },
        { "AuthorizationEndpoint", new() { AuthorizationEndpoint = "https://a.example.com/a", TokenEndpoint = "https://b.example.com/t", AllowedHosts = ["b.example.com"] } },
        { "Documentation", new() { Documentation = new Uri("http://docs.example.com") } },
        { "Documentation", new() { Documentation = new Uri("docs", UriKind.Relative) } },
        { "Documentation", new() { Documentation = new Uri("javascript:alert(1)") } },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void A_setting_that_is_not_legal_is_named(string setting, ProviderOptions options)
    {
        var exception = Assert.Throws<ProviderConfigurationException>(() => options.ToDefinition("xai-oauth", KnownProviders.XaiOAuth));

        Assert.Equal(setting, exception.Setting);
        Assert.Equal("xai-oauth", exception.Provider);
        Assert.NotEmpty(exception.Remedy);
    }

    [Fact]
    public void A_new_provider_without_a_server_is_refused_as_a_slip_of_the_pen() =>
        Assert.Equal("Issuer", Assert.Throws<ProviderConfigurationException>(() => new ProviderOptions { ClientId = "id" }.ToDefinition("spotfy", null)).Setting);

    [Theory]
    [MemberData(nameof(ProviderNameTests.Hostile), MemberType = typeof(ProviderNameTests), DisableDiscoveryEnumeration = true)]
    public void A_hostile_id_is_refused(string id) =>
        Assert.Equal("Id", Assert.Throws<ProviderConfigurationException>(() => new ProviderOptions { Issuer = Issuer }.ToDefinition(id, null)).Setting);

    [Fact]
    [Trait("Invariant", "8")]
    public void Secrets_cannot_print_the_client_secret_is_in_no_message_and_in_no_text_of_the_definition()
    {
        var options = new ProviderOptions { Issuer = Issuer, ClientSecret = "canary" };
        ProviderDefinition provider = options.ToDefinition("acme", null);
        options.Path = "wrong";

        Assert.DoesNotContain("canary", provider.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", Assert.Throws<ProviderConfigurationException>(() => options.ToDefinition("acme", null)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_does_not_follow_a_known_provider_to_another_server_unless_it_is_given_with_it()
    {
        ProviderDefinition known = new ProviderOptions { Issuer = Issuer, ClientSecret = "old" }.ToDefinition("acme", null);

        Assert.Null(new ProviderOptions { Issuer = "https://other.example.com" }.ToDefinition("acme", known).ClientSecret);
        Assert.Equal("new", new ProviderOptions { Issuer = "https://other.example.com", ClientSecret = "new" }.ToDefinition("acme", known).ClientSecret?.Reveal());
        Assert.Equal("old", new ProviderOptions { ClientId = "id" }.ToDefinition("acme", known).ClientSecret?.Reveal());
    }

    [Fact]
    public void Origins_of_scripts_belong_to_the_server_and_move_to_another_one_only_when_they_are_given()
    {
        Assert.Equal(KnownProviders.XaiOAuth.CallbackOrigins, new ProviderOptions { ClientId = "id" }.ToDefinition("xai-oauth", KnownProviders.XaiOAuth).CallbackOrigins);
        Assert.Empty(new ProviderOptions { Issuer = "https://other.example.com" }.ToDefinition("xai-oauth", KnownProviders.XaiOAuth).CallbackOrigins);
        Assert.Equal(
            ["https://other.example.com"],
            new ProviderOptions { Issuer = "https://other.example.com", CallbackOrigins = ["https://other.example.com"] }.ToDefinition("xai-oauth", KnownProviders.XaiOAuth).CallbackOrigins);
    }

    [Fact]
    public void Every_setting_binds_from_configuration()
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Issuer"] = Issuer,
            ["ClientAuthentication"] = "clientSecretPost",
            ["Scopes:0"] = "openid",
            ["Host"] = "ipv6",
            ["PortPolicy"] = "anyof",
            ["Ports:0"] = "8400",
            ["Ports:1"] = "8401",
            ["TimeoutSeconds"] = "60",
            ["AuthorizationParameters:audience"] = "api",
            ["Aliases:0"] = "acme-login",
            ["AllowedHosts:0"] = "auth.example.com",
            ["AlwaysSendNonce"] = "true",
            ["CallbackOrigins:0"] = "https://accounts.example.com",
            ["Documentation"] = "https://docs.example.com/sign-in",
        };

        ProviderDefinition provider = new ConfigurationBuilder().AddInMemoryCollection(values).Build().Get<ProviderOptions>()!.ToDefinition("acme", null);

        Assert.Equal(Issuer, provider.Server.Issuer);
        Assert.Equal(ClientAuthenticationMethod.ClientSecretPost, provider.ClientAuthentication);
        Assert.Equal(["openid"], provider.Scopes);
        Assert.Equal(LoopbackHost.IPv6, provider.Redirect.Host);
        Assert.Equal(PortPolicy.AnyOf(8400, 8401), provider.Redirect.Port);
        Assert.Equal(TimeSpan.FromSeconds(60), provider.Timeout);
        Assert.Equal("api", provider.AuthorizationParameters["audience"]);
        Assert.Equal(["acme-login"], provider.Aliases);
        Assert.Equal(["auth.example.com"], provider.Server.AllowedHosts);
        Assert.True(provider.AlwaysSendNonce);
        Assert.Equal(["https://accounts.example.com"], provider.CallbackOrigins);
        Assert.Equal("https://docs.example.com/sign-in", provider.Documentation?.OriginalString);
    }

    [Theory]
    [InlineData("AllowedHosts")]
    [InlineData("AlwaysSendNonce")]
    [InlineData("CallbackOrigins")]
    [InlineData("Documentation")]
    public void An_empty_setting_is_an_absent_one(string setting)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ClientId"] = "mine", [setting] = "" };

        ProviderDefinition provider = new ConfigurationBuilder().AddInMemoryCollection(values).Build().Get<ProviderOptions>()!.ToDefinition("xai-oauth", KnownProviders.XaiOAuth);

        Assert.Equal(KnownProviders.XaiOAuth with { ClientId = "mine", AuthorizationParameters = provider.AuthorizationParameters }, provider);
    }
}
