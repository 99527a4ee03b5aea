using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderRegistryTests
{
    public static TheoryData<string> Hostile => ProviderNameTests.Hostile;

    [Theory]
    [InlineData("spotify", "spotify")]
    [InlineData("SPOTIFY", "spotify")]
    [InlineData("Grok-OAuth", "xai-oauth")]
    [InlineData("acme", "acme")]
    [InlineData("ACME-LOGIN", "acme")]
    public void A_provider_is_found_by_id_or_alias_in_any_letter_case(string name, string id)
    {
        var registry = new ProviderRegistry([Registry.Own("acme", "acme-login")]);

        Assert.True(registry.TryGet(name, out ProviderDefinition? provider));
        Assert.Equal(id, provider.Id);
        Assert.Same(provider, registry.Get(name));
    }

    [Theory]
    [InlineData(" spotify")]
    [InlineData("spotify ")]
    [InlineData("spotify\n")]
    [InlineData("spotify\0")]
    public void Nothing_is_trimmed(string name) => Assert.False(Registry.Known.TryGet(name, out _));

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_a_hostile_name_is_unknown_and_printable(string name)
    {
        var exception = Assert.Throws<UnknownProviderException>(() => Registry.Known.Get(name));

        Assert.Equal("unknown_provider", exception.Code);
        Assert.All(exception.Message + exception.Provider + exception.Remedy, character => Assert.InRange(character, ' ', '~'));
        Assert.InRange(exception.Message.Length, 1, 500);
    }

    [Fact]
    public void An_own_definition_takes_the_place_of_a_known_one_and_frees_its_aliases()
    {
        ProviderDefinition mine = Registry.Own("xai-oauth");
        var registry = new ProviderRegistry([Registry.Own("acme", "grok-oauth"), mine]);

        Assert.Same(mine, registry.Get("xai-oauth"));
        Assert.Equal("acme", registry.Get("grok-oauth").Id);
        Assert.False(registry.TryGet("x-ai-oauth", out _));
        Assert.Single(registry.Providers, provider => provider.Id == "xai-oauth");
        Assert.Contains(mine, registry.Providers);
    }

    public static TheoryData<ProviderDefinition[], string, string> Collisions => new()
    {
        { [Registry.Own("acme"), Registry.Own("acme")], "acme", "Id" },
        { [Registry.Own("acme"), Registry.Own("other", "acme")], "other", "Aliases" },
        { [Registry.Own("other", "acme"), Registry.Own("acme")], "other", "Aliases" },
        { [Registry.Own("acme", "shared"), Registry.Own("other", "shared")], "other", "Aliases" },
        { [Registry.Own("acme", "acme")], "acme", "Aliases" },
        { [Registry.Own("acme", "twice", "twice")], "acme", "Aliases" },
        { [Registry.Own("acme", "spotify")], "acme", "Aliases" },
        { [Registry.Own("acme", "grok-oauth")], "acme", "Aliases" },
        { [Registry.Own("grok-oauth")], "grok-oauth", "Id" },
        { [Registry.Own("nous")], "nous", "Id" },
    };

    [Theory]
    [MemberData(nameof(Collisions), DisableDiscoveryEnumeration = true)]
    public void A_name_belongs_to_one_provider(ProviderDefinition[] own, string provider, string setting)
    {
        var exception = Assert.Throws<ProviderConfigurationException>(() => new ProviderRegistry(own));

        Assert.Equal("provider_configuration", exception.Code);
        Assert.Equal(provider, exception.Provider);
        Assert.Equal(setting, exception.Setting);
    }

    [Fact]
    public void Without_the_known_ones_only_the_own_exist_and_may_have_their_names()
    {
        var registry = new ProviderRegistry([Registry.Own("nous", "spotify")], includeKnown: false);

        Assert.Equal("nous", registry.Get("spotify").Id);
        Assert.Single(registry.Providers);
        Assert.False(registry.TryGet("xai-oauth", out _));
    }

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void A_hostile_id_or_alias_cannot_be_registered(string name)
    {
        var id = Assert.Throws<ProviderConfigurationException>(() => new ProviderRegistry([Registry.Own(name)]));
        var alias = Assert.Throws<ProviderConfigurationException>(() => new ProviderRegistry([Registry.Own("acme", name)]));

        Assert.Equal("Id", id.Setting);
        Assert.Equal("Aliases", alias.Setting);
        Assert.All(id.Message + alias.Message, character => Assert.InRange(character, ' ', '~'));
    }

    [Fact]
    public void An_invalid_definition_is_refused_when_the_registry_is_made() =>
        Assert.Throws<ProviderConfigurationException>(() => new ProviderRegistry([Registry.Own("acme") with { Timeout = TimeSpan.Zero }]));

    [Fact]
    public void Providers_are_ordered_by_id_own_and_known_together()
    {
        var registry = new ProviderRegistry([Registry.Own("zeta"), Registry.Own("beta", "alpha")]);
        string[] ids = [.. registry.Providers.Select(provider => provider.Id)];

        Assert.Equal(["anthropic", "beta", "mcp", "mcp-proxy", "minimax", "nous-portal", "openai-codex", "spotify", "xai-oauth", "zeta"], ids);
    }

    [Fact]
    public void Near_matches_stand_in_the_remedy_of_an_unknown_provider()
    {
        var exception = Assert.Throws<UnknownProviderException>(() => Registry.Known.Get("spotfiy"));

        Assert.Equal(["spotify"], exception.NearMatches);
        Assert.Contains("'spotify'", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_own_provider_is_a_near_match_too()
    {
        var registry = new ProviderRegistry([Registry.Own("contoso", "contoso-login")]);

        Assert.Equal(["contoso"], Assert.Throws<UnknownProviderException>(() => registry.Get("contso-login")).NearMatches);
    }
}
