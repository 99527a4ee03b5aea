namespace LoopbackOAuth.Tool.Tests.Tunnel;

/// <summary>A clock on which time goes twenty times as fast, for what has real sockets and waits of its own.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private const int Haste = 20;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() * Haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private static TimeSpan Hurried(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Haste;
}
