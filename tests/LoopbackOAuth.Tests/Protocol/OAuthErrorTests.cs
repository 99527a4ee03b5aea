using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class OAuthErrorTests
{
    [Fact]
    public void It_prints_code_status_and_description()
    {
        OAuthError error = new() { Code = "invalid_grant", Description = "The code is used up.", StatusCode = 400, Remedy = "Again." };

        Assert.Equal("invalid_grant (HTTP 400): The code is used up.", error.ToString());
        Assert.Equal("invalid_grant", new OAuthError { Code = "invalid_grant" }.ToString());
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Invariant_7_nothing_that_steers_a_terminal_or_breaks_a_line_is_printed()
    {
        OAuthError error = new()
        {
            Code = "bad\u001b[31m\r\ncode",
            Description = "one\r\ntwo\u001b]52;c;aGk=\u0007 \u202Eevil\u2066\u200B\u2028three\u009B31m\0",
            Detail = "never printed",
        };

        string printed = error.ToString();

        Assert.DoesNotContain(printed, character => char.IsControl(character) || character is '\u202E' or '\u2066' or '\u200B' or '\u2028');
        Assert.DoesNotContain("never printed", printed, StringComparison.Ordinal);
        Assert.Equal("bad code: one two evil three", printed);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Invariant_13_a_long_description_is_cut_when_printed()
    {
        OAuthError error = new() { Code = new string('c', 10_000), Description = new string('d', 10_000) };

        Assert.InRange(error.ToString().Length, 100, 620);
        Assert.Equal(10_000, error.Description.Length);
    }
}
