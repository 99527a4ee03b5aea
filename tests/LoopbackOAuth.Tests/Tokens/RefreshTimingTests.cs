using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class RefreshTimingTests
{
    [Theory]
    [InlineData(3600, 0, 3480)]
    [InlineData(3600, 30, 3450)]
    [InlineData(480, 0, 360)]
    [InlineData(60, 30, 45)]
    [InlineData(1, 30, 0.75)]
    [InlineData(0, 30, 0)]
    [InlineData(-5, 30, -5)]
    public void A_token_is_used_until_shortly_before_its_end_and_for_three_quarters_of_its_life(int lifetime, int jitter, double freshFor)
    {
        var tokens = Entries.Tokens() with { ExpiresAt = Entries.Noon.AddSeconds(lifetime) };

        var until = RefreshTiming.FreshUntil(tokens, new TokenRefreshOptions(), TimeSpan.FromSeconds(jitter));

        Assert.Equal(Entries.Noon.AddSeconds(freshFor), until);
    }

    [Fact]
    public void A_token_without_an_end_is_used_until_it_is_refused() =>
        Assert.Equal(DateTimeOffset.MaxValue, RefreshTiming.FreshUntil(Entries.Tokens() with { ExpiresAt = null }, new TokenRefreshOptions(), TimeSpan.Zero));

    [Fact]
    public void The_earliest_of_all_times_is_no_error() =>
        Assert.Equal(DateTimeOffset.MinValue, RefreshTiming.FreshUntil(Entries.Tokens() with { ObtainedAt = DateTimeOffset.MinValue, ExpiresAt = DateTimeOffset.MinValue }, new TokenRefreshOptions(), TimeSpan.Zero));

    [Theory]
    [InlineData(null, null)]
    [InlineData(-1L, 0.0)]
    [InlineData(0L, 0.0)]
    [InlineData(60L, 60.0)]
    public void A_lifetime_counts_from_now_on(long? seconds, double? expiresAfter) =>
        Assert.Equal(expiresAfter is { } after ? Entries.Noon.AddSeconds(after) : null, RefreshTiming.ExpiryOf(seconds, Entries.Noon));

    [Fact]
    public void A_lifetime_beyond_the_end_of_time_is_no_error() =>
        Assert.Equal(DateTimeOffset.MaxValue, RefreshTiming.ExpiryOf(long.MaxValue, Entries.Noon));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(1_000_000, 60)]
    public void Pauses_grow_up_to_a_minute_and_are_not_the_same_for_all(int failures, int seconds)
    {
        TimeSpan[] pauses = [.. Enumerable.Range(0, 100).Select(_ => RefreshTiming.Pause(failures))];

        Assert.All(pauses, pause => Assert.InRange(pause.TotalSeconds, seconds * 0.75, seconds * 1.25));
        Assert.NotEqual(pauses.Min(), pauses.Max());
    }

    [Fact]
    public void Jitter_is_drawn_from_its_whole_range()
    {
        TokenRefreshOptions options = new() { Jitter = TimeSpan.FromMilliseconds(2) };

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 500).Select(_ => (int)RefreshTiming.DrawJitter(options).TotalMilliseconds).Distinct().Order());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(100, 64)]
    public void Waits_double_and_are_not_the_same_for_all(int attempt, int seconds)
    {
        TimeSpan[] waits = [.. Enumerable.Range(0, 100).Select(_ => RefreshTiming.Backoff(attempt))];

        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, seconds * 0.75, seconds * 1.25));
        Assert.NotEqual(waits.Min(), waits.Max());
    }
}
