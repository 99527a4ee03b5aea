using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class PortPolicyFactoryTests
{
    public static TheoryData<string, ProviderOptions, PortPolicy> PortRules => new()
    {
        { "xai-oauth", new(), PortPolicy.Preferred(56121) },
        { "xai-oauth", new() { Port = 8400 }, PortPolicy.Exact(8400) },
        { "xai-oauth", new() { Port = 8400, PortPolicy = PortPolicyKind.Preferred }, PortPolicy.Preferred(8400) },
        { "xai-oauth", new() { PortPolicy = PortPolicyKind.Exact }, PortPolicy.Exact(56121) },
        { "xai-oauth", new() { PortPolicy = PortPolicyKind.Ephemeral }, PortPolicy.Ephemeral },
        { "xai-oauth", new() { Ports = [8400, 8401] }, PortPolicy.AnyOf(8400, 8401) },
        { "xai-oauth", new() { Ports = [8400], PortPolicy = PortPolicyKind.Exact }, PortPolicy.Exact(8400) },
        { "mcp", new() { Port = 1 }, PortPolicy.Exact(1) },
        { "mcp", new() { Port = 65535, PortPolicy = PortPolicyKind.AnyOf }, PortPolicy.AnyOf(65535) },
    };

    [Theory]
    [MemberData(nameof(PortRules), DisableDiscoveryEnumeration = true)]
    public void Port_settings_make_one_rule(string id, ProviderOptions options, PortPolicy expected) =>
        Assert.Equal(expected, options.ToDefinition(id, Registry.Known.Get(id)).Redirect.Port);

    public static TheoryData<string, ProviderOptions> Invalid => new()
    {
        { "Port", new() { Port = 0 } },
        { "Port", new() { Port = 65536 } },
        { "Port", new() { Port = -1, PortPolicy = PortPolicyKind.Preferred } },
        { "Ports", new() { Ports = [8400, 0] } },
        { "Ports", new() { Port = 8400, Ports = [8401] } },
        { "PortPolicy", new() { Ports = [8400, 8401], PortPolicy = PortPolicyKind.Exact } },
        { "PortPolicy", new() { Ports = [8400, 8401], PortPolicy = PortPolicyKind.Preferred } },
        { "PortPolicy", new() { Port = 8400, PortPolicy = PortPolicyKind.Ephemeral } },
        { "PortPolicy", new() { PortPolicy = (PortPolicyKind)99 } },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void Port_settings_out_of_range_or_against_each_other_are_named(string setting, ProviderOptions options) =>
        Assert.Equal(setting, Assert.Throws<ProviderConfigurationException>(() => options.ToDefinition("xai-oauth", KnownProviders.XaiOAuth)).Setting);

    [Theory]
    [InlineData(PortPolicyKind.Exact)]
    [InlineData(PortPolicyKind.Preferred)]
    [InlineData(PortPolicyKind.AnyOf)]
    public void A_policy_without_a_port_to_apply_to_is_refused(PortPolicyKind kind) =>
        Assert.Equal("PortPolicy", Assert.Throws<ProviderConfigurationException>(() => new ProviderOptions { Issuer = "https://auth.example.com", PortPolicy = kind }.ToDefinition("acme", null)).Setting);
}
