using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class TokenFileNameTests
{
    [Theory]
    [InlineData("xai-oauth", "xai-oauth-")]
    [InlineData("Spotify", "spotify-")]
    [InlineData("../../etc/passwd", "_.._etc_passwd-")]
    [InlineData("..", "provider-")]
    [InlineData("", "provider-")]
    [InlineData("a b\0c\n", "a_b_c_-")]
    [InlineData("größe", "gr__e-")]
    [InlineData("https://idp.example:8443/a?b", "https___idp.example_8443_a_b-")]
    public void The_name_starts_with_what_is_harmless_of_the_provider(string provider, string prefix)
    {
        var name = TokenFileName.For(Entries.Key(provider));

        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(prefix)}[0-9a-f]{{32}}\\.json$", name);
        Assert.True(TokenFileName.IsEntry(name));
    }

    [Fact]
    public void A_long_provider_still_makes_a_short_name() =>
        Assert.Equal(40 + 1 + 32 + 5, TokenFileName.For(Entries.Key(new string('p', 5000))).Length);

    [Fact]
    public void The_name_of_a_key_never_changes_between_versions() =>
        Assert.Equal("example-d2661975d6095fe8632a694afc7bbe92.json", TokenFileName.For(Entries.Key()));

    [Fact]
    public void Text_that_moves_from_one_part_of_the_key_to_the_next_changes_the_name()
    {
        var key = Entries.Key();
        string[] names =
        [
            TokenFileName.For(key with { ClientId = "ab", Account = "c" }),
            TokenFileName.For(key with { ClientId = "a", Account = "bc" }),
            TokenFileName.For(key with { ClientId = "", Account = "abc" }),
            TokenFileName.For(key with { Account = "x", Resource = null }),
            TokenFileName.For(key with { Account = "x", Resource = "" }),
        ];

        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_key_that_is_no_valid_unicode_is_refused_because_it_could_share_a_file() =>
        Assert.ThrowsAny<ArgumentException>(() => TokenFileName.For(Entries.Key(account: "\ud800")));

    [Fact]
    public void Every_write_has_a_temporary_name_of_its_own_that_is_no_entry()
    {
        var entry = TokenFileName.For(Entries.Key());
        var temporary = TokenFileName.Temporary(entry);

        Assert.NotEqual(temporary, TokenFileName.Temporary(entry));
        Assert.True(TokenFileName.IsTemporary(temporary));
        Assert.False(TokenFileName.IsEntry(temporary));
    }

    [Fact]
    public void The_id_of_a_key_is_the_same_for_ever_and_in_the_name_of_its_file()
    {
        Assert.Equal("d2661975d6095fe8632a694afc7bbe92", Entries.Key().GetId());
        Assert.Equal($"example-{Entries.Key().GetId()}.json", TokenFileName.For(Entries.Key()));
        Assert.Equal(Entries.Key().GetId(), TokenFileName.DigestOf(TokenFileName.For(Entries.Key())));
    }

    [Fact]
    public void Names_beside_an_entry_are_no_entries()
    {
        var entry = TokenFileName.For(Entries.Key());
        var aside = TokenFileName.Aside(entry, Entries.Noon);

        Assert.StartsWith($"{entry}.20260301T120000000Z-", aside, StringComparison.Ordinal);
        Assert.True(TokenFileName.IsAside(aside));
        Assert.True(TokenFileName.AsideMayBelongTo(aside, "example"));
        Assert.False(TokenFileName.AsideMayBelongTo(aside, "other"));
        Assert.Equal($".{entry}.lock", TokenFileName.Lock(entry));
        Assert.All((string[])[aside, TokenFileName.Lock(entry)], name => Assert.False(TokenFileName.IsEntry(name) || TokenFileName.IsTemporary(name)));
        Assert.All((string[])[entry, entry + ".bak", "notes.damaged", "x.json.damaged", ".json.damaged", TokenFileName.Lock(entry)], name => Assert.False(TokenFileName.IsAside(name)));
    }

    [Theory]
    [InlineData("notes.json")]
    [InlineData("config.yaml")]
    [InlineData("-0123456789abcdef0123456789abcdef.json")]
    [InlineData(".x-0123456789abcdef0123456789abcdef.json")]
    [InlineData("x-0123456789ABCDEF0123456789ABCDEF.json")]
    [InlineData("x-0123456789abcdef0123456789abcde.json")]
    [InlineData("x-0123456789abcdef0123456789abcdef.json.bak")]
    [InlineData("x-0123456789abcdef0123456789abcdef.lock")]
    [InlineData("x.tmp")]
    [InlineData(".vimrc.tmp")]
    [InlineData("x.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("")]
    public void Other_names_are_neither_entry_nor_leftover(string name)
    {
        Assert.False(TokenFileName.IsEntry(name));
        Assert.False(TokenFileName.IsTemporary(name));
    }
}
