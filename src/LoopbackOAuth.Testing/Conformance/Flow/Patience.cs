namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>Waits no longer than the options allow, by the system's clock: what is waited for is the transport's own doing.</summary>
internal sealed class Patience(TimeSpan limit, CancellationToken cancellationToken)
{
    /// <summary>For a look, not a wait: whether something has happened yet.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    public CancellationToken CancellationToken => cancellationToken;

    /// <param name="task">What is waited for.</param>
    /// <param name="otherwise">What is wrong when it does not come.</param>
    public async Task ForAsync(Task task, string otherwise)
    {
        try
        {
            await task.WaitAsync(limit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new NonConformanceException($"{otherwise} Waited for {limit.TotalSeconds:0.#} s.");
        }
    }

    /// <param name="task">What is waited for.</param>
    /// <param name="otherwise">What is wrong when it does not come.</param>
    public async Task<T> ForAsync<T>(Task<T> task, string otherwise)
    {
        await ForAsync((Task)task, otherwise).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Gives the transport a moment of the processor.</summary>
    /// <returns>Whether the task has ended.</returns>
    public async Task<bool> GlanceAtAsync(Task task)
    {
        await Task.WhenAny(task, Task.Delay(Glance, TimeProvider.System, cancellationToken)).ConfigureAwait(false);
        return task.IsCompleted;
    }
}
