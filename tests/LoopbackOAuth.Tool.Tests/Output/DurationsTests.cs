using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("3.12:00:00", "in 3 days")]
    [InlineData("02:59:59", "in 2 hours")]
    [InlineData("01:59:59", "in 119 minutes")]
    [InlineData("00:01:30", "in 90 seconds")]
    [InlineData("00:00:00.2", "in 1 second")]
    [InlineData("00:00:00", "expired 1 second ago")]
    [InlineData("-00:02:00", "expired 2 minutes ago")]
    [InlineData("-2.00:00:01", "expired 2 days ago")]
    public void An_expiry_is_told_in_words(string left, string words) =>
        Assert.Equal(words, Durations.Until(Entries.Now + TimeSpan.Parse(left, null), Entries.Now));

    [Fact]
    public void The_ends_of_time_are_days_like_others()
    {
        Assert.StartsWith("in ", Durations.Until(DateTimeOffset.MaxValue, DateTimeOffset.MinValue), StringComparison.Ordinal);
        Assert.EndsWith(" days ago", Durations.Until(DateTimeOffset.MinValue, DateTimeOffset.MaxValue), StringComparison.Ordinal);
        Assert.Equal("not stated", Durations.Until(null, Entries.Now));
    }
}
