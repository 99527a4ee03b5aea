namespace LoopbackOAuth.Tokens;

/// <summary>Counts the work that must end before the connections to authorization servers may be closed.</summary>
#pragma warning disable CA1001 // The source has no timer and nothing to free, and work that outlives the closing still looks at it.
internal sealed class WorkUnderWay
#pragma warning restore CA1001
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isClosed;

    /// <summary>Cancelled when no further work begins: work that has sent nothing yet ends early, for nothing is lost by that.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Counts one more.</summary>
    /// <exception cref="ObjectDisposedException">No further work begins.</exception>
    public void Begin()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(IAccessTokenProvider));
            _count++;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _count--;
            EndIfIdle();
        }
    }

    /// <summary>Lets no further work begin.</summary>
    /// <returns>The end of all that has begun. The same each time.</returns>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                EndIfIdle();

                // On other threads: whoever closes must neither run nor fail with what waits for this.
                _ = _closing.CancelAsync();
            }

            return _ended.Task;
        }
    }

    private void EndIfIdle()
    {
        if (_isClosed && _count == 0)
        {
            _ended.TrySetResult();
        }
    }
}
