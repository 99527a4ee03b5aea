using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Tests.Commands;

public sealed class TokenCommandTests
{
    [Theory]
    [InlineData(3600, 3600, false)]
    [InlineData(3596, 3600, false)]
    [InlineData(3594, 3600, true)]
    [InlineData(-10, 3600, true)]
    [InlineData(-10, 0, false)]
    [InlineData(null, 3600, false)]
    public void A_token_is_too_short_when_it_misses_what_was_asked_for_by_more_than_its_way_here(int? left, int asked, bool isTooShort) => Assert.Equal(
        isTooShort,
        TokenCommand.IsTooShort(left is { } seconds ? Entries.Now.AddSeconds(seconds) : null, TimeSpan.FromSeconds(asked), Entries.Now));
}
