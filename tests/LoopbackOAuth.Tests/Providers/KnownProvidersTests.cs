using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class KnownProvidersTests
{
    public static TheoryData<string> Ids => [.. KnownProviders.All.Select(provider => provider.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_known_provider_is_valid_and_found_by_each_of_its_names(string id)
    {
        ProviderDefinition provider = KnownProviders.Find(id)!;

        ProviderDefinitionValidator.Validate(provider);
        Assert.Equal(id, provider.Id);
        Assert.All(provider.Aliases, alias => Assert.Same(provider, KnownProviders.Find(alias)));
        Assert.Same(provider, KnownProviders.Find(id.ToUpperInvariant()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_known_provider_brings_the_client_of_somebody_else(string id)
    {
        ProviderDefinition provider = KnownProviders.Find(id)!;

        Assert.Null(provider.ClientId);
        Assert.Null(provider.ClientSecret);
        Assert.DoesNotContain("client_id", provider.AuthorizationParameters.Keys);
    }

    [Fact]
    public void All_are_listed_once_ordered_by_id()
    {
        string[] ids = [.. KnownProviders.All.Select(provider => provider.Id)];

        Assert.Equal(["anthropic", "mcp", "mcp-proxy", "minimax", "nous-portal", "openai-codex", "spotify", "xai-oauth"], ids);
    }

    [Theory]
    [InlineData("xai-oauth", "xai-oauth")]
    [InlineData("grok-oauth", "xai-oauth")]
    [InlineData("x-ai-oauth", "xai-oauth")]
    [InlineData("xai-grok-oauth", "xai-oauth")]
    [InlineData("minimax-oauth", "minimax")]
    [InlineData("nous", "nous-portal")]
    public void Aliases_name_their_provider(string name, string id) => Assert.Equal(id, KnownProviders.Find(name)?.Id);

    [Fact]
    public void A_list_of_names_in_the_search_does_not_go_beyond_the_definitions()
    {
        string[] names = ["xai", "grok", "spotify-oauth", "mcp_proxy", "codex", "claude", "nous-portal ", ""];

        Assert.All(names, name => Assert.Null(KnownProviders.Find(name)));
    }

    [Fact]
    public void Xai_prefers_its_port_and_takes_the_ipv4_literal_only()
    {
        ProviderDefinition xai = KnownProviders.XaiOAuth;

        Assert.Equal("xAI", xai.DisplayName);
        Assert.Equal("https://auth.x.ai", xai.Server.Issuer);
        Assert.Equal(["x.ai", "*.x.ai"], xai.Server.AllowedHosts);
        Assert.Equal(PortPolicy.Preferred(56121), xai.Redirect.Port);
        Assert.Equal([LoopbackHost.IPv4], xai.Redirect.AcceptedHosts);
        Assert.Equal("/callback", xai.Redirect.Path);
        Assert.Equal("openid profile email offline_access grok-cli:access api:access", string.Join(' ', xai.Scopes));
        Assert.Equal("generic", xai.AuthorizationParameters["plan"]);
        Assert.Equal("loopback-oauth", xai.AuthorizationParameters["referrer"]);
        Assert.True(xai.AlwaysSendNonce);
        Assert.True(xai.RepeatCodeChallenge);
        Assert.Equal(["https://accounts.x.ai", "https://auth.x.ai"], xai.CallbackOrigins);
        Assert.All(KnownProviders.All.Where(other => other.Id != xai.Id), other => Assert.Empty(other.CallbackOrigins));
        Assert.Equal(TimeSpan.FromSeconds(180), xai.Timeout);
    }

    [Fact]
    public void Spotify_has_one_port_and_no_localhost()
    {
        ProviderDefinition spotify = KnownProviders.Spotify;

        Assert.Equal(PortPolicy.Exact(43827), spotify.Redirect.Port);
        Assert.Equal([LoopbackHost.IPv4, LoopbackHost.IPv6], spotify.Redirect.AcceptedHosts);
        Assert.Equal("/callback", spotify.Redirect.Path);
        Assert.Equal("https://accounts.spotify.com/authorize", spotify.Server.AuthorizationEndpoint);
        Assert.Equal("https://accounts.spotify.com/api/token", spotify.Server.TokenEndpoint);
        Assert.Equal(10, spotify.Scopes.Count);
    }

    [Fact]
    public void Mcp_keeps_a_free_port_with_its_registration_and_waits_five_minutes()
    {
        Assert.True(KnownProviders.Mcp.Server.IsEmpty);
        Assert.Equal(PortPolicy.Ephemeral, KnownProviders.Mcp.Redirect.Port);
        Assert.True(KnownProviders.Mcp.Redirect.PortKeptWithRegistration);
        Assert.Equal(TimeSpan.FromMinutes(5), KnownProviders.Mcp.Timeout);
    }

    [Fact]
    public void Mcp_proxy_has_one_port()
    {
        Assert.True(KnownProviders.McpProxy.Server.IsEmpty);
        Assert.Equal(PortPolicy.Exact(53682), KnownProviders.McpProxy.Redirect.Port);
        Assert.Equal("/callback", KnownProviders.McpProxy.Redirect.Path);
    }

    [Theory]
    [InlineData("anthropic", SignInFlow.PastedCode)]
    [InlineData("openai-codex", SignInFlow.DeviceCode)]
    [InlineData("minimax", SignInFlow.UserCode)]
    [InlineData("nous-portal", SignInFlow.DeviceCode)]
    [InlineData("xai-oauth", SignInFlow.Loopback)]
    [InlineData("spotify", SignInFlow.Loopback)]
    [InlineData("mcp", SignInFlow.Loopback)]
    [InlineData("mcp-proxy", SignInFlow.Loopback)]
    public void The_flow_is_data(string id, SignInFlow flow) => Assert.Equal(flow, KnownProviders.Find(id)?.Flow);
}
