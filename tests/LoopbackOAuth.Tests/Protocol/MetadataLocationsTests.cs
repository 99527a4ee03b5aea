using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class MetadataLocationsTests
{
    [Theory]
    [InlineData("https://auth.example.com")]
    [InlineData("https://auth.example.com/")]
    public void Without_a_path_both_documents_are_at_the_root(string issuer) =>
        Assert.Equal(
            ["https://auth.example.com/.well-known/oauth-authorization-server", "https://auth.example.com/.well-known/openid-configuration"],
            MetadataLocations.Of(new Uri(issuer)).Select(uri => uri.AbsoluteUri));

    [Theory]
    [InlineData("https://auth.example.com:8443/tenant/1")]
    [InlineData("https://auth.example.com:8443/tenant/1/")]
    public void With_a_path_it_is_inserted_and_then_appended_to_and_the_root_is_not_asked(string issuer) =>
        Assert.Equal(
            [
                "https://auth.example.com:8443/.well-known/oauth-authorization-server/tenant/1",
                "https://auth.example.com:8443/.well-known/openid-configuration/tenant/1",
                "https://auth.example.com:8443/tenant/1/.well-known/openid-configuration",
            ],
            MetadataLocations.Of(new Uri(issuer)).Select(uri => uri.AbsoluteUri));
}
