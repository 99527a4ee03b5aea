namespace LoopbackOAuth.Fuzz;

/// <summary>Sees that an input takes too long, from another thread: whoever hangs cannot say so.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Action _onHang;
    private readonly ITimer _timer;
    private long _begun;
    private long _seen = -1;

    /// <param name="longest">How long an input may take: it is noticed after this time, and within twice of it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="onHang">Called once for an input that hangs, on another thread.</param>
    public Watchdog(TimeSpan longest, TimeProvider clock, Action onHang)
    {
        _onHang = onHang;
        _timer = clock.CreateTimer(_ => Look(), state: null, longest, longest);
    }

    /// <summary>An input begins.</summary>
    public void Begin() => Volatile.Write(ref _begun, _begun + 1);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long begun = Volatile.Read(ref _begun);
        if (begun > 0 && Interlocked.Exchange(ref _seen, begun) == begun)
        {
            _onHang();
        }
    }
}
