namespace LoopbackOAuth.Tokens;

/// <summary>
/// The clock for a question that is asked very often and may be answered some milliseconds late: the system's clock is read once in each tick of its cheap counter, which is
/// some milliseconds long, also right after the machine has slept. Another clock is read each time.
/// </summary>
internal sealed class CoarseClock(TimeProvider timeProvider)
{
    private readonly bool _isSystem = ReferenceEquals(timeProvider, TimeProvider.System);
    private long _tick = long.MinValue;
    private long _now;

    /// <summary>The time in UTC, in ticks.</summary>
    public long UtcTicks => _isSystem && Environment.TickCount64 is var tick && tick == Volatile.Read(ref _tick) ? Volatile.Read(ref _now) : Read();

    private long Read()
    {
        long tick = Environment.TickCount64;
        long now = timeProvider.GetUtcNow().UtcTicks;

        // In this order: whoever sees the tick sees a time that is at least as late.
        Volatile.Write(ref _now, now);
        Volatile.Write(ref _tick, tick);
        return now;
    }
}
