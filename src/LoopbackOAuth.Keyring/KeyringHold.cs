namespace LoopbackOAuth.Keyring;

/// <summary>
/// A lock during a use of the keyring. A use that nobody waits for any more runs on, so it keeps the lock until it ends: otherwise it would meet what another process wrote later.
/// </summary>
internal sealed class KeyringHold(IAsyncDisposable held) : IAsyncDisposable
{
    private Task _use = Task.CompletedTask;

    /// <summary>Keeps the lock at least until a use ends.</summary>
    internal void KeepUntilEndOf(Task use) => _use = use;

    /// <summary>Lets go, or lets the use do so.</summary>
    public ValueTask DisposeAsync()
    {
        if (_use.IsCompleted)
        {
            return held.DisposeAsync();
        }

        _ = LetGoAfterAsync(_use);
        return ValueTask.CompletedTask;
    }

    private async Task LetGoAfterAsync(Task use)
    {
        await use.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await held.DisposeAsync().ConfigureAwait(false);
    }
}
