using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        DateTimeOffset start = _clock.GetUtcNow();
        long timestamp = _clock.GetTimestamp();
        Assert.Equal(start, _clock.GetUtcNow());

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(start.AddSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(timestamp));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_and_see_that_time()
    {
        using ITimer late = Timer("late", 3);
        using ITimer early = Timer("early", 1);
        using ITimer tie = Timer("tie", 3);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["early@1"], _fired);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early@1", "late@3", "tie@3"], _fired);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public void A_timer_fires_at_its_time_and_not_a_tick_before()
    {
        using ITimer timer = Timer("t", 1);

        _clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Single(_fired);
    }

    [Fact]
    public void A_periodic_timer_fires_as_often_as_it_falls_due()
    {
        using ITimer timer = Timer("p", 1, period: 2);

        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["p@1", "p@3", "p@5"], _fired);
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(3, _fired.Count);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Change_replaces_the_due_time_and_infinite_disarms()
    {
        using ITimer timer = Timer("t", 1);

        Assert.True(timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(_fired);
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Empty(_fired);
        Assert.Equal(0, _clock.ActiveTimerCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromSeconds(-2), TimeSpan.Zero));
    }

    [Fact]
    public void A_timer_that_is_due_at_once_fires_at_once()
    {
        using ITimer once = Timer("once", 0);
        using ITimer periodic = Timer("periodic", 0, period: 1);
        Assert.Equal(["once@0", "periodic@0"], _fired);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["once@0", "periodic@0", "periodic@1"], _fired);
    }

    [Fact]
    public void A_timer_made_in_a_callback_fires_in_the_same_advance_when_it_is_due()
    {
        ITimer? inner = null;
        using ITimer outer = _clock.CreateTimer(_ => inner = Timer("inner", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["inner@2"], _fired);
        inner!.Dispose();
    }

    [Fact]
    public void Setting_the_wall_clock_moves_neither_timers_nor_timestamps()
    {
        using ITimer timer = Timer("t", 10);
        long timestamp = _clock.GetTimestamp();
        var yesterday = new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero);

        _clock.SetUtcNow(yesterday);
        Assert.Equal(yesterday, _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(timestamp));
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Single(_fired);
        Assert.Equal(yesterday.AddSeconds(10), _clock.GetUtcNow());
    }

    [Fact]
    public async Task Delays_timeouts_and_cancellations_of_the_framework_run_by_it()
    {
        Task delay = Task.Delay(TimeSpan.FromMinutes(1), _clock, Cancellation);
        Task timeout = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromMinutes(2), _clock, Cancellation);
        using var source = new CancellationTokenSource(TimeSpan.FromMinutes(3), _clock);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
        Assert.False(timeout.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TimeoutException>(() => timeout);
        Assert.False(source.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task A_test_can_wait_for_timers_to_be_armed()
    {
        Task armed = _clock.WaitForTimersAsync(2, Cancellation);
        using ITimer first = Timer("first", 1);
        Assert.False(armed.IsCompleted);
        using ITimer second = Timer("second", 1);

        await armed;
        Assert.True(_clock.WaitForTimersAsync(2, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Advances_of_many_threads_add_up()
    {
        DateTimeOffset start = _clock.GetUtcNow();
        int count = 0;
        using ITimer timer = _clock.CreateTimer(_ => Interlocked.Increment(ref count), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        })));

        Assert.Equal(start.AddSeconds(800), _clock.GetUtcNow());
        Assert.Equal(800, count);
    }

    private ITimer Timer(string name, int due, int? period = null)
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return _clock.CreateTimer(
            _ => _fired.Add($"{name}@{(_clock.GetUtcNow() - start).TotalSeconds}"),
            null,
            TimeSpan.FromSeconds(due),
            period is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
    }
}
