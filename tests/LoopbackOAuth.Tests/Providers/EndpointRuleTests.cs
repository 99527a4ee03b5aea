using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

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
    [InlineData("https://auth.example.com/@me?account=a@b")]
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
    [InlineData("http://[::ffff:127.0.0.1]/token")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/token")]
    [InlineData("http://128.0.0.1/token")]
    [InlineData("http://loopback/token")]
    [InlineData("http://localhost./token")]
    [InlineData("http://127.1/token")]
    [InlineData("http://0x7f.0.0.1/token")]
    [InlineData("https://%61uth.example.com/token")]
    [InlineData("https://@auth.example.com/token")]
    [InlineData("https://auth.example.com:99999/token")]
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
    public void Invariant_13_an_endpoint_has_at_most_2048_characters()
    {
        const string Start = "https://auth.example.com/";

        Assert.True(EndpointRule.TryParse(Start.PadRight(2048, 'a'), out _, out _));
        Assert.False(EndpointRule.TryParse(Start.PadRight(2049, 'a'), out _, out _));
    }
}
