namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>The forwards that are open just now. Who comes while ssh connects again waits for the next ones.</summary>
internal sealed class ForwardGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<IReadOnlyList<Forward>> _open = New();

    public void Open(IReadOnlyList<Forward> forwards)
    {
        lock (_gate)
        {
            _open.TrySetResult(forwards);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _open = _open.Task.IsCompleted ? New() : _open;
        }
    }

    /// <summary>Waits for a forward.</summary>
    /// <param name="index">Which one, in the order of the tunnel's ports.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Forward> GetAsync(int index, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<Forward>> open;
        lock (_gate)
        {
            open = _open.Task;
        }

        return (await open.WaitAsync(cancellationToken))[index];
    }

    /// <summary>Whether a forward is still the open one.</summary>
    public bool Has(Forward forward)
    {
        lock (_gate)
        {
            return _open.Task.IsCompleted && _open.Task.Result.Contains(forward);
        }
    }

    private static TaskCompletionSource<IReadOnlyList<Forward>> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
