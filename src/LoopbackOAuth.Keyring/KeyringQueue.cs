namespace LoopbackOAuth.Keyring;

/// <summary>
/// Uses the keyring from one thread, one use after the other, and waits for each no longer than the limit. A keyring that hangs costs one thread, which does not keep the process
/// alive, however often it is asked.
/// </summary>
internal sealed class KeyringQueue(TimeSpan limit, TimeProvider clock)
{
    private readonly Queue<Action> _waiting = new();
    private bool _isRunning;

    /// <summary>Uses the keyring.</summary>
    /// <param name="work">The use. It blocks.</param>
    /// <param name="mayBeLeft">Whether a cancelled caller need not know how it ends, because it changes nothing.</param>
    /// <param name="cancellationToken">Ends the wait; work that changes something only until it has begun.</param>
    /// <exception cref="TimeoutException">It did not end in time. What has begun may still take effect; what had not never will.</exception>
    internal async Task<T> RunAsync<T>(Func<T> work, bool mayBeLeft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        KeyringJob<T> job = new(work);
        Add(job.Run);
        try
        {
            return await job.Result.WaitAsync(limit, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            var hasBegun = !job.TryAbandon();
            if (exception is OperationCanceledException && hasBegun && !mayBeLeft)
            {
                return await job.Result.WaitAsync(limit, clock, CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
    }

    private void Add(Action job)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(job);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        new Thread(Work) { IsBackground = true, Name = "LoopbackOAuth keyring" }.Start();
    }

    private void Work()
    {
        while (true)
        {
            Action? job;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out job))
                {
                    _isRunning = false;
                    return;
                }
            }

            job();
        }
    }
}
