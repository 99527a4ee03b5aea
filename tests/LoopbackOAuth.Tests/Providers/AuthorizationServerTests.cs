using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class AuthorizationServerTests
{
    public static TheoryData<AuthorizationServer, bool> Servers => new()
    {
        { new(), true },
        { new() { AllowedHosts = ["example.com"] }, true },
        { new() { Issuer = "https://auth.example.com" }, false },
        { new() { AuthorizationEndpoint = "https://auth.example.com/authorize" }, false },
        { new() { TokenEndpoint = "https://auth.example.com/token" }, false },
        { new() { DeviceAuthorizationEndpoint = "https://auth.example.com/device" }, false },
    };

    [Theory]
    [MemberData(nameof(Servers), DisableDiscoveryEnumeration = true)]
    public void A_server_is_empty_when_no_address_of_it_is_stated(AuthorizationServer server, bool expected) => Assert.Equal(expected, server.IsEmpty);

    [Fact]
    public void A_lone_device_endpoint_is_refused_rather_than_left_out_of_account() =>
        Assert.Equal(
            "TokenEndpoint",
            Assert.Throws<ProviderConfigurationException>(() => ProviderResolver.Resolve(
                Registry.Known, "spotify", new() { DeviceAuthorizationEndpoint = "https://auth.example.com/device" })).Setting);
}
