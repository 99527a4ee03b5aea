namespace LoopbackOAuth.Testing;

/// <summary>A clock that moves only when a test says so. Timers fire during <see cref="Advance"/>, in the order in which they fall due.</summary>
/// <remarks>
/// A timer's callback runs on the thread that advances the clock, and sees the time at which it fell due. A timer
/// that is due at once fires while it is created or changed. The type is safe to use from many threads.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Gate _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private DateTimeOffset _utcAtStart;
    private long _elapsed;
    private long _target;
    private long _sequence;

    /// <summary>Creates a clock that stands still.</summary>
    /// <param name="start">The time it shows; the default is the start of 2026 in UTC.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _utcAtStart = (start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks a second of <see cref="GetTimestamp"/>: those of <see cref="TimeSpan"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are armed. After a flow has ended, none of its own should be.</summary>
    public int ActiveTimerCount
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _utcAtStart.AddTicks(_elapsed);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed;
        }
    }

    /// <summary>
    /// Sets the wall clock, forwards or backwards, as an administrator would. Timers and <see cref="GetTimestamp"/>
    /// measure elapsed time and are not touched.
    /// </summary>
    /// <param name="now">What <see cref="GetUtcNow"/> answers next.</param>
    public void SetUtcNow(DateTimeOffset now)
    {
        lock (_gate)
        {
            _utcAtStart = now.ToUniversalTime().AddTicks(-_elapsed);
        }
    }

    /// <summary>Lets time pass, and fires every timer that falls due on the way, as often as it does.</summary>
    /// <param name="amount">How much time; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is negative.</exception>
    public void Advance(TimeSpan amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, TimeSpan.Zero);
        long target;
        lock (_gate)
        {
            // Two threads that advance at once add up, whichever of them fires the timers.
            target = _target += amount.Ticks;
        }

        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _elapsed = Math.Max(_elapsed, target);
        }
    }

    /// <summary>Waits, without moving the clock, until the code under test has armed its timers.</summary>
    /// <param name="count">How many timers must be armed at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when that many timers are armed.</returns>
    public Task WaitForTimersAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_timers.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool isDueNow;
        lock (_gate)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            _timers.Remove(timer);
            timer.Period = period;
            isDueNow = dueTime == TimeSpan.Zero;
            if (isDueNow && period > TimeSpan.Zero)
            {
                dueTime = period;
            }

            if (dueTime > TimeSpan.Zero)
            {
                Arm(timer, _elapsed + dueTime.Ticks);
            }
        }

        if (isDueNow)
        {
            timer.Fire();
        }

        return true;
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _timers.Remove(timer);
        }
    }

    private ManualTimer? TakeDue(long target)
    {
        lock (_gate)
        {
            ManualTimer? next = _timers.MinBy(timer => (timer.Due, timer.Sequence));
            if (next is null || next.Due > target)
            {
                return null;
            }

            _elapsed = Math.Max(_elapsed, next.Due);
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                Arm(next, next.Due + next.Period.Ticks);
            }

            return next;
        }
    }

    private void Arm(ManualTimer timer, long due)
    {
        timer.Due = due;
        timer.Sequence = _sequence++;
        _timers.Add(timer);
        for (int i = _watchers.Count - 1; i >= 0; i--)
        {
            if (_timers.Count >= _watchers[i].Count)
            {
                _watchers[i].Reached.TrySetResult();
                _watchers.RemoveAt(i);
            }
        }
    }
}
