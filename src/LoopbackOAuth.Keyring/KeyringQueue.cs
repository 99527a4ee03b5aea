namespace LoopbackOAuth.Keyring;

/// <summary>
/// Uses the keyring from one thread, one use after the other, and waits for each no longer than the limit. A keyring that hangs costs one thread, which does not keep the process
/// alive, however often it is asked.
/// </summary>
/// <param name="limit">How long a use is waited for.</param>
/// <param name="clock">Measures it.</param>
/// <param name="start">Starts the thread.</param>
internal sealed class KeyringQueue(TimeSpan limit, TimeProvider clock, Action<ThreadStart>? start = null)
{
    private readonly Queue<(Action Run, Action<Exception> Fail)> _waiting = new();
    private readonly Action<ThreadStart> _start = start ?? StartThread;
    private bool _isRunning;

    /// <summary>Uses the keyring.</summary>
    /// <param name="work">The use. It blocks.</param>
    /// <param name="mayBeLeft">Whether a cancelled caller need not know how it ends, because it changes nothing.</param>
    /// <param name="cancellationToken">Ends the wait; work that changes something only until it has begun.</param>
    /// <exception cref="TimeoutException">It did not end in time. What has begun may still take effect; what had not never will.</exception>
    internal Task<T> RunAsync<T>(Func<T> work, bool mayBeLeft, CancellationToken cancellationToken) => RunAsync(new KeyringJob<T>(work), mayBeLeft, cancellationToken);

    /// <summary>Does the same. However it ends, a job that has not begun by then is abandoned, so that its result comes in every case.</summary>
    internal async Task<T> RunAsync<T>(KeyringJob<T> job, bool mayBeLeft, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            job.TryAbandon();
            cancellationToken.ThrowIfCancellationRequested();
        }

        Add(job.Run, job.Fail);
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

    private static void StartThread(ThreadStart work) => new Thread(work) { IsBackground = true, Name = "LoopbackOAuth keyring" }.Start();

    private void Add(Action run, Action<Exception> fail)
    {
        lock (_waiting)
        {
            _waiting.Enqueue((run, fail));
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        try
        {
            _start(Work);
        }
#pragma warning disable CA1031 // No memory or no thread left: it is the error of all who wait, and the next one tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            FailAll(exception);
        }
    }

    private void FailAll(Exception exception)
    {
        (Action Run, Action<Exception> Fail)[] all;
        lock (_waiting)
        {
            all = [.. _waiting];
            _waiting.Clear();
            _isRunning = false;
        }

        foreach (var (_, fail) in all)
        {
            fail(exception);
        }
    }

    private void Work()
    {
        while (true)
        {
            (Action Run, Action<Exception> Fail) job;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out job))
                {
                    _isRunning = false;
                    return;
                }
            }

            job.Run();
        }
    }
}
