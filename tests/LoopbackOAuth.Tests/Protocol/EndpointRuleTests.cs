using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class EndpointRuleTests
{
    [Theory]
    [InlineData("https://auth.example.com")]
    [InlineData("https://auth.example.com:8443/a/b?tenant=1")]
    [InlineData("HTTPS://auth.example.com/")]
    [InlineData("https://192.0.2.1/token")]
    [InlineData("http://127.0.0.1:8080/token")]
    [InlineData("http://127.1.2.3/token")]
    [InlineData("http://[::1]:8080/token")]
    [InlineData("http://localhost:8080/token")]
    public void Https_and_http_on_the_loopback_interface_may_be_used(string url) =>
        Assert.True(EndpointRule.TryParse(url, out _, out string? problem), problem);

    [Theory]
    [InlineData("")]
    [InlineData("/token")]
    [InlineData("auth.example.com")]
    [InlineData("https:/auth.example.com")]
    [InlineData("https://")]
    [InlineData("https:///token")]
    [InlineData("http://auth.example.com/token")]
    [InlineData("http://127.0.0.1.example.com/token")]
    [InlineData("http://localhost.example.com/token")]
    [InlineData("http://evil-localhost/token")]
    [InlineData("http://0.0.0.0/token")]
    [InlineData("http://[::]/token")]
    [InlineData("http://[::ffff:192.0.2.1]/token")]
    [InlineData("http://128.0.0.1/token")]
    [InlineData("http://127.0.0.1@example.com/token")]
    [InlineData("https://user@auth.example.com/token")]
    [InlineData("https://user:password@auth.example.com/token")]
    [InlineData("https://auth.example.com/token#fragment")]
    [InlineData("https://auth.example.com/token#")]
    [InlineData("https://auth.example.com\\@evil.example/token")]
    [InlineData("https://auth.example.com/to ken")]
    [InlineData("https://auth.example.com/\r\ntoken")]
    [InlineData(" https://auth.example.com/token")]
    [InlineData("https://auth.exämple.com/token")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("file:///etc/passwd")]
    [InlineData("vbscript:x")]
    [InlineData("ftp://auth.example.com/token")]
    public void Nothing_else_may_be_used(string url)
    {
        Assert.False(EndpointRule.TryParse(url, out Uri? uri, out string? problem));
        Assert.Null(uri);
        Assert.NotEmpty(problem);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Invariant_13_an_endpoint_has_at_most_4096_characters()
    {
        const string Start = "https://auth.example.com/";

        Assert.True(EndpointRule.TryParse(Start.PadRight(4096, 'a'), out _, out _));
        Assert.False(EndpointRule.TryParse(Start.PadRight(4097, 'a'), out _, out _));
    }

    [Theory]
    [InlineData("https://x.ai/", true)]
    [InlineData("https://X.AI/", true)]
    [InlineData("https://auth.x.ai/", true)]
    [InlineData("https://a.b.x.ai/", true)]
    [InlineData("https://evilx.ai/", false)]
    [InlineData("https://x.ai.evil.com/", false)]
    [InlineData("https://x.ai./", false)]
    [InlineData("https://ai/", false)]
    public void A_host_is_allowed_by_its_name_or_as_a_subdomain(string url, bool allowed) =>
        Assert.Equal(allowed, EndpointRule.IsAllowedHost(new Uri(url), ["x.ai", "*.x.ai"]));

    [Theory]
    [InlineData("https://x.ai/")]
    [InlineData("https://evilx.ai/")]
    public void A_wildcard_alone_does_not_allow_the_name_itself(string url) =>
        Assert.False(EndpointRule.IsAllowedHost(new Uri(url), ["*.x.ai"]));

    [Fact]
    public void Without_a_list_every_host_is_allowed() => Assert.True(EndpointRule.IsAllowedHost(new Uri("https://anything.example/"), []));
}
