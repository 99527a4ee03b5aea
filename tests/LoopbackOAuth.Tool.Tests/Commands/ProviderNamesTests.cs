using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Tests.Commands;

public sealed class ProviderNamesTests
{
    private static readonly TokenEntryList Nothing = new([]);

    [Theory]
    [InlineData("Spotify", "spotify")]
    [InlineData("GROK-oauth", "xai-oauth")]
    [InlineData("Contoso", "contoso")]
    public void An_alias_and_other_letters_mean_the_id_under_which_entries_are(string typed, string id) => Assert.Equal(id, new ProviderNames(typed).Id);

    [Fact]
    public void A_name_that_is_mistyped_is_an_error_that_names_the_near_one()
    {
        UsageException exception = Assert.Throws<UsageException>(() => new ProviderNames("spotfy").DemandSense(Nothing));

        Assert.Contains("Did you mean 'spotify'?", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_provider_and_one_with_anything_stored_make_sense()
    {
        new ProviderNames("spotify").DemandSense(Nothing);
        new ProviderNames("contoso").DemandSense(new TokenEntryList([Entries.Entry(null)]));
        new ProviderNames("contoso").DemandSense(new TokenEntryList([], [new DamagedTokenEntry("id", "/somewhere", new TokenStoreException("store_corrupt", "a", "b"))]));
    }
}
