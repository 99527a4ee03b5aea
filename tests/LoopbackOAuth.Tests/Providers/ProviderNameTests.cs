using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderNameTests
{
    public static TheoryData<string> Hostile =>
    [
        "", " ", " spotify", "spotify ", "-spotify", ".spotify", "_spotify", "../spotify", "a/b", "a\\b", "a b", "a:b", "a'b", "a\"b",
        "a\0b", "a\nb", "a\rb", "a\u001b[31mb", "a\u0085b", "a\u202eb", "a\u200bb", "%41", "\uff53potify",
        "sp\u043etify", "gro\u212a-oauth", "m\u0131nimax", "\u017fpotify", "\ud83d\ude00", "\ud800", new string('a', 65), new string('a', 100_000),
    ];

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("xai-oauth")]
    [InlineData("a.b_c-d")]
    public void A_name_in_lower_case_is_canonical(string text)
    {
        Assert.True(ProviderName.IsCanonical(text));
        Assert.True(ProviderName.IsName(text.ToUpperInvariant()));
    }

    [Fact]
    public void The_longest_name_has_64_characters()
    {
        Assert.True(ProviderName.IsCanonical(new string('a', 64)));
        Assert.False(ProviderName.IsName(new string('a', 65)));
    }

    [Fact]
    public void Upper_case_is_a_name_but_not_canonical()
    {
        Assert.True(ProviderName.IsName("Spotify"));
        Assert.False(ProviderName.IsCanonical("Spotify"));
    }

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void What_is_not_plain_ascii_without_separators_is_no_name(string text)
    {
        Assert.False(ProviderName.IsName(text));
        Assert.False(ProviderName.IsCanonical(text));
    }

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_a_printable_text_is_short_visible_ascii(string text)
    {
        string printable = ProviderName.Printable(text);

        Assert.All(printable, character => Assert.InRange(character, ' ', '~'));
        Assert.InRange(printable.Length, 0, (6 * ProviderName.MaximumLength) + 3);
    }

    [Theory]
    [InlineData("spotify", "spotify")]
    [InlineData("a\u001b[2Jb", "a\\u001b[2Jb")]
    [InlineData("sp\u043etify", "sp\\u043etify")]
    [InlineData(null, "")]
    public void A_printable_text_shows_what_was_there(string? text, string expected) => Assert.Equal(expected, ProviderName.Printable(text));
}
