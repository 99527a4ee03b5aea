using System.Diagnostics.CodeAnalysis;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderResolverTests
{
    private static readonly AuthorizationServer s_endpoints = new()
    {
        AuthorizationEndpoint = "http://127.0.0.1:9000/authorize",
        TokenEndpoint = "http://127.0.0.1:9000/token",
    };

    [Theory]
    [InlineData("spotify")]
    [InlineData("Grok-OAuth")]
    public void A_known_provider_is_itself_when_no_server_is_given(string name)
    {
        Assert.Same(Registry.Known.Get(name), ProviderResolver.Resolve(Registry.Known, name, null));
        Assert.Same(Registry.Known.Get(name), ProviderResolver.Resolve(Registry.Known, name, new AuthorizationServer()));
    }

    [Theory]
    [InlineData("xai-oauth")]
    [InlineData("spotify")]
    [InlineData("mcp")]
    [InlineData("mcp-proxy")]
    public void A_given_server_replaces_that_of_a_known_provider_and_keeps_its_redirect_rule(string id)
    {
        ProviderDefinition known = Registry.Known.Get(id);

        Assert.All([Registry.Server, s_endpoints], server =>
        {
            ProviderDefinition resolved = ProviderResolver.Resolve(Registry.Known, id, server);

            Assert.Equal(id, resolved.Id);
            Assert.Same(known.Redirect, resolved.Redirect);
            Assert.Same(known.Scopes, resolved.Scopes);
            Assert.Same(server, resolved.Server);
            Assert.Empty(resolved.Server.AllowedHosts);
        });
    }

    [Fact]
    public void The_own_server_named_again_keeps_its_allowed_hosts()
    {
        ProviderDefinition resolved = ProviderResolver.Resolve(Registry.Known, "xai-oauth", new() { Issuer = "https://auth.x.ai" });

        Assert.Equal(["x.ai", "*.x.ai"], resolved.Server.AllowedHosts);
    }

    [Fact]
    public void Allowed_hosts_that_come_with_the_server_hold()
    {
        ProviderDefinition resolved = ProviderResolver.Resolve(Registry.Known, "xai-oauth", new() { Issuer = "https://auth.x.ai", AllowedHosts = ["auth.x.ai"] });

        Assert.Equal(["auth.x.ai"], resolved.Server.AllowedHosts);
    }

    [Theory]
    [InlineData("acme", "acme")]
    [InlineData("Acme.Corp_1", "acme.corp_1")]
    public void A_server_given_beside_an_unknown_id_defines_a_provider_on_the_spot(string name, string id)
    {
        ProviderDefinition resolved = ProviderResolver.Resolve(Registry.Known, name, Registry.Server);

        Assert.Equal(id, resolved.Id);
        Assert.Equal(id, resolved.DisplayName);
        Assert.Equal(SignInFlow.Loopback, resolved.Flow);
        Assert.Equal(PortPolicy.Ephemeral, resolved.Redirect.Port);
        Assert.Equal("/callback", resolved.Redirect.Path);
        Assert.Same(Registry.Server, resolved.Server);
    }

    [Theory]
    [MemberData(nameof(ProviderNameTests.Hostile), MemberType = typeof(ProviderNameTests), DisableDiscoveryEnumeration = true)]
    public void A_hostile_id_does_not_define_a_provider(string name) =>
        Assert.Equal("Id", Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(Registry.Known, name, Registry.Server)).Setting);

    [Fact]
    public void An_unknown_id_alone_is_unknown() =>
        Assert.Equal(["spotify"], Assert.Throws<UnknownProviderException>(() => ProviderResolver.Resolve(Registry.Known, "spotfy", null)).NearMatches);

    [Theory]
    [InlineData("spotify")]
    [InlineData("acme")]
    public void One_endpoint_alone_is_not_a_server(string id)
    {
        var authorize = new AuthorizationServer { AuthorizationEndpoint = s_endpoints.AuthorizationEndpoint };
        var token = new AuthorizationServer { TokenEndpoint = s_endpoints.TokenEndpoint };

        Assert.Equal("TokenEndpoint", Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(Registry.Known, id, authorize)).Setting);
        Assert.Equal("AuthorizationEndpoint", Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(Registry.Known, id, token)).Setting);
    }

    [Fact]
    public void An_empty_issuer_is_refused_rather_than_overlooked() =>
        Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(Registry.Known, "spotify", new() { Issuer = "" }));

    [Theory]
    [InlineData("mcp")]
    [InlineData("mcp-proxy")]
    public void A_provider_without_a_server_of_its_own_needs_one(string id)
    {
        var exception = Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(Registry.Known, id, null));

        Assert.Equal("Issuer", exception.Setting);
        Assert.Contains("issuer", exception.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic", SignInFlow.PastedCode, "pasted")]
    [InlineData("openai-codex", SignInFlow.DeviceCode, "device code")]
    [InlineData("minimax-oauth", SignInFlow.UserCode, "user code")]
    [InlineData("nous", SignInFlow.DeviceCode, "device code")]
    public void A_provider_that_needs_no_tunnel_says_so(string name, SignInFlow flow, string words)
    {
        var exception = Assert.Throws<ProviderFlowNotAvailableException>(() => ProviderResolver.Resolve(Registry.Known, name, null));

        Assert.Equal("flow_not_loopback", exception.Code);
        Assert.Equal(flow, exception.Flow);
        Assert.Equal(Registry.Known.Get(name).Id, exception.Provider);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains("tunnel", exception.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai-codex")]
    [InlineData("minimax")]
    public void A_server_given_beside_such_a_provider_is_signed_in_at_by_loopback(string id)
    {
        ProviderDefinition resolved = ProviderResolver.Resolve(Registry.Known, id, Registry.Server);

        Assert.Equal(SignInFlow.Loopback, resolved.Flow);
        Assert.Same(Registry.Server, resolved.Server);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Secrets_do_not_go_astray_a_client_secret_stays_with_the_server_that_issued_it()
    {
        var registry = new ProviderRegistry([Registry.Own("acme") with { ClientId = "id", ClientSecret = new Secret("canary") }]);

        ProviderDefinition elsewhere = ProviderResolver.Resolve(registry, "acme", s_endpoints);
        ProviderDefinition same = ProviderResolver.Resolve(registry, "acme", new() { Issuer = Registry.Server.Issuer });

        Assert.Equal("id", elsewhere.ClientId);
        Assert.Null(elsewhere.ClientSecret);
        Assert.Equal("canary", same.ClientSecret?.Reveal());
    }

    [Fact]
    public void What_a_registry_of_somebody_else_returns_is_checked() =>
        Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(new Careless(), "acme", null));

    private sealed class Careless : IProviderRegistry
    {
        public IReadOnlyList<ProviderDefinition> Providers => [Registry.Own("acme") with { Scopes = ["a b"] }];

        public bool TryGet(string idOrAlias, [NotNullWhen(true)] out ProviderDefinition? provider) => (provider = Providers[0]) is not null;

        public ProviderDefinition Get(string idOrAlias) => Providers[0];
    }
}
