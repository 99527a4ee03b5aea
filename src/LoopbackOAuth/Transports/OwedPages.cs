namespace LoopbackOAuth.Transports;

/// <summary>
/// Counts the browsers that were led to the result page and have not asked for it yet, so that the place is not given up
/// under their feet when the sign-in ends first. One that never asks, as curl does, is not waited for long.
/// </summary>
internal sealed class OwedPages
{
    /// <summary>How long a browser has for its next request, from the redirect or from the end of the sign-in, whichever is later.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // However often the same response is delivered again meanwhile.
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(4);

    private readonly TimeProvider _timeProvider;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _paid;
    private long _lastLed;
    private int _owed;

    public OwedPages(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>A page may become owed: a delivery is about to be judged.</summary>
    public void Owe()
    {
        lock (_gate)
        {
            _owed++;
        }
    }

    /// <summary>It is owed: the browser is led to it now.</summary>
    public void Lead()
    {
        lock (_gate)
        {
            _lastLed = _timeProvider.GetTimestamp();
        }
    }

    /// <summary>It is owed no more: it was asked for, or the delivery did not count.</summary>
    public void Pay()
    {
        lock (_gate)
        {
            // A page that is asked for again was paid for already.
            _owed = Math.Max(0, _owed - 1);
            if (_owed == 0)
            {
                _paid?.TrySetResult();
            }
        }
    }

    /// <summary>Waits for the end of the sign-in, and then until nothing is owed or the grace is over.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        long end = _timeProvider.GetTimestamp();
        while (Next(end) is (Task paid, TimeSpan left))
        {
            await BoundedWait.ForAsync(Task.WhenAny(paid, _closed.Task), left, _timeProvider).ConfigureAwait(false);
        }
    }

    public bool IsClosed => _closed.Task.IsCompleted;

    public void Close() => _closed.TrySetResult();

    // What to wait for next, and how long; nothing when the place may be given up.
    private (Task Paid, TimeSpan Left)? Next(long end)
    {
        lock (_gate)
        {
            if (_owed == 0 || _closed.Task.IsCompleted)
            {
                return null;
            }

            TimeSpan left = Grace - _timeProvider.GetElapsedTime(Math.Max(end, _lastLed));
            TimeSpan leftAtMost = LongestGrace - _timeProvider.GetElapsedTime(end);
            left = left < leftAtMost ? left : leftAtMost;
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            _paid = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (_paid.Task, left);
        }
    }
}
