using LoopbackOAuth.Testing;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class BackoffTests
{
    [Fact]
    public void Each_try_waits_twice_as_long_up_to_half_a_minute()
    {
        Backoff backoff = new(new ManualTimeProvider());

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => backoff.Lost(wasOpen: false).TotalSeconds));
    }

    [Fact]
    public void A_connection_that_held_begins_anew_and_one_that_did_not_does_not()
    {
        ManualTimeProvider clock = new();
        Backoff backoff = new(clock);
        backoff.Lost(wasOpen: false);
        backoff.Opened();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, backoff.Lost(wasOpen: true).TotalSeconds);
        backoff.Opened();
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, backoff.Lost(wasOpen: true).TotalSeconds);
    }
}
