namespace LoopbackOAuth.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, whose lock guards its fields.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    public long Due { get; set; }

    public long Sequence { get; set; }

    public TimeSpan Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowUnlessTime(dueTime, nameof(dueTime));
        ThrowUnlessTime(period, nameof(period));
        return clock.Schedule(this, dueTime, period);
    }

    public void Fire() => callback(state);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void ThrowUnlessTime(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "A time is zero, positive or infinite.");
        }
    }
}
