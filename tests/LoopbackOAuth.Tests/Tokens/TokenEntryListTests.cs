using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class TokenEntryListTests
{
    [Fact]
    public void It_puts_entries_in_order_and_keeps_the_damage_apart()
    {
        var damage = new DamagedTokenEntry("1", "somewhere", new TokenStoreException("store_corrupt", "Broken.", "Mend it."));
        var list = new TokenEntryList([new TokenEntry(Entries.Key("b"), Entries.Tokens()), new TokenEntry(Entries.Key("a"), Entries.Tokens())], [damage]);

        Assert.Equal(2, list.Count);
        Assert.Equal(["a", "b"], list.Select(entry => entry.Key.Provider));
        Assert.Equal("a", list[0].Key.Provider);
        Assert.Equal([damage], list.Damaged);
        Assert.Empty(new TokenEntryList([]).Damaged);
        Assert.Throws<ArgumentNullException>(() => new TokenEntryList(null!));
    }
}
