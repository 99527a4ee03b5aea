namespace LoopbackOAuth.Transports;

/// <summary>Waits with an end. When it returns, its timer is gone.</summary>
internal static class BoundedWait
{
    /// <returns>Whether the task ended in time, however it ended.</returns>
    public static Task<bool> ForAsync(Task task, TimeSpan longest, TimeProvider timeProvider) =>
        task.IsCompleted ? Task.FromResult(true) : WaitAsync(task, longest, timeProvider);

    private static async Task<bool> WaitAsync(Task task, TimeSpan longest, TimeProvider timeProvider)
    {
        using CancellationTokenSource deadline = new(longest, timeProvider);
        await task.WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }
}
