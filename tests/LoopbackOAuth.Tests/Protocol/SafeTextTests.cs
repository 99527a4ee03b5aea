using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  a \t\r\n b  ", "a b")]
    [InlineData("Grüße, 世界 😀", "Grüße, 世界 😀")]
    [InlineData("a\u0000\u0007\u001b\u007f\u0085b", "a b")]
    [InlineData("\u200e\u202aa\u2069\ufeffb\U000E0041", "ab")]
    public void A_text_becomes_one_harmless_line(string text, string expected) => Assert.Equal(expected, SafeText.OneLine(text, 100));

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character() => Assert.Equal("a\uFFFDb", SafeText.OneLine("a\ud800b", 100));

    [Theory]
    [InlineData("0123456789", 10, "0123456789")]
    [InlineData("01234567890", 10, "0123456...")]
    [InlineData("012345😀89ab", 10, "012345...")]
    public void A_text_is_cut_at_a_whole_character(string text, int maxLength, string expected) => Assert.Equal(expected, SafeText.OneLine(text, maxLength));

    [Fact]
    public void Visible_ascii_is_space_to_tilde()
    {
        for (int value = 0; value < 0x180; value++)
        {
            Assert.Equal(value is >= 0x20 and <= 0x7E, SafeText.IsVisibleAscii(((char)value).ToString()));
        }

        Assert.False(SafeText.IsVisibleAscii(string.Empty));
    }
}
