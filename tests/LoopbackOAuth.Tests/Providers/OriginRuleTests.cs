using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class OriginRuleTests
{
    [Theory]
    [InlineData("https://accounts.x.ai", true)]
    [InlineData("https://a.example:8443", true)]
    [InlineData("https://[2001:db8::1]", true)]
    [InlineData("https://192.0.2.1", true)]
    [InlineData("https://xn--bcher-kva.example", true)]
    [InlineData("https://a.example/", false)]
    [InlineData("https://a.example:443", false)]
    [InlineData("https://a.example/path", false)]
    [InlineData("https://a.example?x", false)]
    [InlineData("https://a.example#x", false)]
    [InlineData("https://A.example", false)]
    [InlineData("HTTPS://a.example", false)]
    [InlineData("https://user@a.example", false)]
    [InlineData("https://*.example", false)]
    [InlineData("https://b\u00fccher.example", false)]
    [InlineData("https://a.example\r\nSet-Cookie: x", false)]
    [InlineData("https://a.example ", false)]
    [InlineData("http://a.example", false)]
    [InlineData("http://127.0.0.1", false)]
    [InlineData("a.example", false)]
    [InlineData("null", false)]
    [InlineData("*", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_origin_has_one_exact_form(string? text, bool legal)
    {
        Assert.Equal(legal, OriginRule.IsOrigin(text));
        if (legal)
        {
            Assert.Equal([text!], new CallbackSessionOptions { Redirect = new RedirectRule(), CallbackOrigins = [text!] }.CallbackOrigins);
        }
        else
        {
            Assert.Contains("https://accounts.example.com", Assert.Throws<ArgumentException>(() => new CallbackSessionOptions { Redirect = new RedirectRule(), CallbackOrigins = [text!] }).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_is_finite()
    {
        Assert.True(OriginRule.AreOrigins([.. Enumerable.Range(0, 16).Select(index => $"https://a{index}.example")]));
        Assert.False(OriginRule.AreOrigins([.. Enumerable.Range(0, 17).Select(index => $"https://a{index}.example")]));
    }

    [Fact]
    public void The_options_of_a_session_keep_a_copy()
    {
        List<string> origins = ["https://a.example"];
        CallbackSessionOptions options = new() { Redirect = new RedirectRule(), CallbackOrigins = origins };
        origins[0] = "evil\r\n";
        Assert.Equal(["https://a.example"], options.CallbackOrigins);
    }
}
