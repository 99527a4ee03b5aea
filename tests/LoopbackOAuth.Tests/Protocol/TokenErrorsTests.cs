using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class TokenErrorsTests
{
    private readonly TokenErrors _errors = new(new SecretScrubber(new Secret("canary")), "http://127.0.0.1:56121/callback");

    [Theory]
    [InlineData("invalid_grant", "invalid_grant")]
    [InlineData("any other code", "any other code")]
    [InlineData("a\u001b[31m\"b\\é\r\n", "a?[31m?b????")]
    [InlineData("canary", "[redacted]")]
    public void A_code_is_kept_in_printable_ascii(string error, string code) =>
        Assert.Equal(code, _errors.FromServer(error, null, null, 400).Code);

    [Fact]
    public void What_the_server_says_is_kept()
    {
        const string Description = "Grüße: \"quoted\" <b>bold</b>";

        OAuthError error = _errors.FromServer("invalid_grant", Description, "https://docs.example.com/e", 400);

        Assert.Equal((Description, "https://docs.example.com/e", 400), (error.Description, error.Uri, error.StatusCode));
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Invariant_13_what_is_kept_of_an_error_is_bounded()
    {
        OAuthError error = _errors.FromServer(new string('c', 100_000), new string('d', 100_000), new string('u', 100_000), 400);
        OAuthError page = Page(new string('x', 100_000));

        Assert.Equal((200, 4096, 4096), (error.Code.Length, error.Description!.Length, error.Uri!.Length));
        Assert.Equal(500, page.Detail!.Length);
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Invariant_7_the_excerpt_of_a_page_is_one_harmless_line()
    {
        OAuthError error = Page("<html>\r\n\t<h1>502\u001b[31m</h1>\u202e\u0000 Bad   Gateway");

        Assert.Equal(("server_error_response", 502), (error.Code, error.StatusCode));
        Assert.Equal("<html> <h1>502</h1> Bad Gateway", error.Detail);
        Assert.DoesNotContain("<h1>", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("your code was canary, sorry", "your code was [redacted], sorry")]
    [InlineData("can\u200bary", "[redacted]")]
    [InlineData("%63anary", "[redacted]")]
    [Trait("Invariant", "8")]
    public void Invariant_8_an_echoed_secret_is_replaced_in_the_excerpt(string body, string detail) => Assert.Equal(detail, Page(body).Detail);

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_secret_is_not_left_in_half_where_the_excerpt_ends()
    {
        for (int padding = 480; padding < 510; padding++)
        {
            Assert.DoesNotContain("can", Page(new string('.', padding) + "canary" + new string('.', 100)).Detail!, StringComparison.Ordinal);
            Assert.DoesNotContain("can", Page(new string('.', padding) + "can\u001b[1mary" + new string('.', 100)).Detail!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_empty_page_has_no_excerpt() => Assert.Null(Page(" \r\n").Detail);

    private OAuthError Page(string body) =>
        _errors.Unreadable(new BackchannelResponse { StatusCode = 502, MediaType = "text/html", Body = Encoding.UTF8.GetBytes(body) });
}
