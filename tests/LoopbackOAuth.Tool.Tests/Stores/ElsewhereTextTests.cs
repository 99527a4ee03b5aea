using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Tests.Stores;

public sealed class ElsewhereTextTests
{
    [Fact]
    public void Nothing_elsewhere_is_nothing_to_say() => Assert.Null(ElsewhereText.Of(isKeyring: true, StoreChoice.Keyring, []));

    [Fact]
    public void Some_are_named_and_all_are_counted()
    {
        TokenKey[] keys = [.. Enumerable.Range(1, 5).Select(number => Entries.Key($"a{number}"))];

        Assert.Equal("1 entry lies in the keyring, not used now: example as 'a1'.", ElsewhereText.Cause(isKeyring: false, keys[..1]));
        Assert.Equal(
            "5 entries lie in private files that are not encrypted, not used now: example as 'a1', example as 'a2', example as 'a3' and others.",
            ElsewhereText.Cause(isKeyring: true, keys));
    }

    [Theory]
    [InlineData(true, "keyring", "move-to-keyring")]
    [InlineData(true, "keyring-or-file", "move-to-keyring")]
    [InlineData(false, "file", "LOOPBACK_OAUTH_STORE to keyring")]
    [InlineData(false, "keyring-or-file", "sign in again")]
    public void The_remedy_fits_the_place_and_the_choice(bool isKeyring, string choice, string words) =>
        Assert.Contains(words, ElsewhereText.Of(isKeyring, StoreChoices.Parse(choice), [Entries.Key()])!, StringComparison.Ordinal);
}
