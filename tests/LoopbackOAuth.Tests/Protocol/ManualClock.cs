namespace LoopbackOAuth.Tests.Protocol;

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

    public void Advance(TimeSpan by)
    {
        _now += by;
        foreach (ManualTimer timer in _timers.ToArray())
        {
            timer.FireIfDue(_now);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(() => callback(state), dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(Action fire, TimeSpan? due) : ITimer
    {
        private TimeSpan? _due = due;

        public void FireIfDue(TimeSpan now)
        {
            if (_due <= now)
            {
                _due = null;
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = null;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
