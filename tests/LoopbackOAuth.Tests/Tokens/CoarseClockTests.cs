using System.Diagnostics;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class CoarseClockTests
{
    [Fact]
    public void The_systems_clock_is_followed_within_some_milliseconds()
    {
        CoarseClock clock = new(TimeProvider.System);
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(60))
        {
            var before = TimeProvider.System.GetUtcNow().UtcTicks;
            var told = clock.UtcTicks;

            Assert.InRange(told, before - TimeSpan.FromMilliseconds(50).Ticks, TimeProvider.System.GetUtcNow().UtcTicks);
        }
    }

    [Fact]
    public void Another_clock_is_read_each_time()
    {
        ManualTimeProvider time = new();
        CoarseClock clock = new(time);

        Assert.Equal(time.GetUtcNow().UtcTicks, clock.UtcTicks);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(time.GetUtcNow().UtcTicks, clock.UtcTicks);
        time.SetUtcNow(DateTimeOffset.UnixEpoch);
        Assert.Equal(DateTimeOffset.UnixEpoch.UtcTicks, clock.UtcTicks);
    }
}
