namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>How long to wait before ssh is started again: 1 second, then twice as long each time, 30 at most.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private TimeSpan _next = Least;
    private long _opened;

    /// <summary>The connection is there.</summary>
    public void Opened() => _opened = clock.GetTimestamp();

    /// <summary>The connection is gone. One that held for a minute was a good one.</summary>
    /// <param name="wasOpen">Whether it ever was there.</param>
    public TimeSpan Lost(bool wasOpen)
    {
        TimeSpan wait = wasOpen && clock.GetElapsedTime(_opened) >= TimeSpan.FromMinutes(1) ? Least : _next;
        _next = wait + wait < Most ? wait + wait : Most;
        return wait;
    }
}
