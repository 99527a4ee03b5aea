namespace LoopbackOAuth.Keyring;

/// <summary>One use of the keyring: either it is abandoned before it starts, and then it never starts, or it runs to its end.</summary>
internal sealed class KeyringJob<T>(Func<T> work)
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    internal Task<T> Result => _result.Task;

    /// <summary>Takes it back. Then <see cref="Result"/> is cancelled.</summary>
    /// <returns><see langword="false"/> when it has begun.</returns>
    internal bool TryAbandon()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Started)
        {
            return false;
        }

        _result.TrySetCanceled();
        return true;
    }

    /// <summary>Ends it with an error, unless it has begun.</summary>
    internal void Fail(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Waiting)
        {
            SetException(exception);
        }
    }

    internal void Run()
    {
        if (Interlocked.CompareExchange(ref _state, Started, Waiting) != Waiting)
        {
            return;
        }

        try
        {
            _result.SetResult(work());
        }
#pragma warning disable CA1031 // It is thrown again where it is awaited.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SetException(exception);
        }
    }

    private void SetException(Exception exception)
    {
        _result.TrySetException(exception);
        _ = _result.Task.Exception; // Nobody may be waiting any more.
    }
}
