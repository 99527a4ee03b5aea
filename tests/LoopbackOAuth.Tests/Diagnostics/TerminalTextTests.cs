using LoopbackOAuth.Diagnostics;
using Xunit;

namespace LoopbackOAuth.Tests.Diagnostics;

public sealed class TerminalTextTests
{
    private static readonly string[] s_poison =
    [
        "\u001b[2J", "\u001b[31;1m", "\u001b[?1049h", "\u001b]0;title\a", "\u001b]8;;https://evil.example\u001b\\", "\u001b]52;c;ZXZpbA==\a",
        "\u001bP+q544e\u001b\\", "\u001b_x\u001b\\", "\u001b^x\u001b\\", "\u001bXx\u001b\\", "\u001bc", "\u001b(B", "\u001b#8",
        "\u009b2J", "\u009d0;t\u009c", "\u0090q\u009c", "\u0085", "\u0000", "\a", "\b", "\u007f", "\u000e",
        "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c",
        "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u2029", "\ud800", "\udc00", "\U000e0041", "\u3164", "\ue000",
    ];

    public static TheoryData<string, string> Cases => new()
    {
        { "plain text", "plain text" },
        { "", "" },
        { "  around  ", "around" },
        { "  a \t\r\n b  ", "a b" },
        { "a\u0000\u0007\u001b\u007f\u0085b", "a b" },
        { "\u200e\u202aa\u2069\ufeffb\U000E0041", "ab" },
        { "one\r\ntwo\tthree\u2028four", "one two three four" },
        { "red \u001b[31mtext\u001b[0m end", "red text end" },
        { "a\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\b", "alinkb" },
        { "a\u001b]52;c;ZXZpbA==\ab", "ab" },
        { "user\u202egnp.exe", "usergnp.exe" },
        { "pay\u200bpal", "paypal" },
        { "a\u2800\u3164\uffa0\u115f\u1160\u180e\u180b\u034f\u17b4\u17b5\ufe0f\U000e0100\U0001d159b", "ab" },
        { "gr\u00fc\u00df dich, \u4f60\u597d, \U0001f600", "gr\u00fc\u00df dich, \u4f60\u597d, \U0001f600" },
        { "lone \ud83d surrogate", "lone surrogate" },
        { "a\u001b", "a" },
        { "a\u001b[", "a" },

        // A sequence that never ends hides nothing of what follows.
        { "cut\u001b]0;the remedy stays", "cut0;the remedy stays" },
        { "cut\u001b[12;the", "cuthe" },
        { "cut\u009d0;the \u009bremedy stays", "cut0;the emedy stays" },

        // Sequences inside one another leave nothing that is a sequence again.
        { "\u001b\u001b[2J[2J", "[2J" },
        { "\u001b[\u001b[2J2J", "2J" },
        { "\u001b]x\u001b[2Jy\a", "xy" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_reaches_the_terminal_raw(string text, string expected) =>
        Assert.Equal(expected, TerminalText.Sanitize(text));

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_reaches_the_terminal_raw_in_any_combination()
    {
        foreach (string first in s_poison)
        {
            foreach (string second in s_poison)
            {
                string shown = TerminalText.Sanitize($"x{first}y{second}w{first}z");
                Assert.StartsWith("x", shown, StringComparison.Ordinal);
                Assert.EndsWith("z", shown, StringComparison.Ordinal);
                Assert.DoesNotContain(shown, c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u202e' or '\u2066' or '\u200b' or '\u2028' or '\u3164');
            }
        }
    }

    [Fact]
    public void A_text_of_the_longest_length_is_whole() =>
        Assert.Equal(new string('a', 200), TerminalText.Sanitize(new string('a', 200)));

    [Fact]
    public void A_longer_text_ends_in_dots_and_has_the_longest_length()
    {
        string shown = TerminalText.Sanitize(new string('a', 100_000));

        Assert.Equal(new string('a', 197) + "...", shown);
    }

    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData("01234567890", "0123456...")]
    [InlineData("012345\U0001f60089ab", "012345...")]
    [InlineData("aaaaaa\U0001f600\U0001f600\U0001f600", "aaaaaa...")]
    public void A_cut_never_leaves_half_a_character(string text, string expected) => Assert.Equal(expected, TerminalText.Sanitize(text, 10));

    [Fact]
    public void The_longest_of_all_lengths_never_cuts() =>
        Assert.Equal(new string('a', 100_000), TerminalText.Sanitize(new string('a', 100_000), int.MaxValue));

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_length_that_leaves_no_room_is_refused(int maxLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TerminalText.Sanitize("text", maxLength));

    [Theory]
    [InlineData('\u009d')]
    [InlineData('\u001b')]
    [Trait("Invariant", "13")]
    public void The_work_grows_no_faster_than_the_text(char introducer)
    {
        // A million beginnings of sequences without an end: looking for the end of each in the rest of all would take minutes.
        string text = string.Concat(Enumerable.Repeat(introducer + "]", 500_000));

        Assert.InRange(TerminalText.Sanitize(text, int.MaxValue).Length, 0, 500_000);
    }

    [Fact]
    public void Null_is_nothing() => Assert.Equal(string.Empty, TerminalText.Sanitize(null));
}
