namespace LoopbackOAuth.Tokens;

/// <summary>The lock of an entry, as far as its store has one.</summary>
/// <param name="handle">The store's own lock, or <see langword="null"/>.</param>
/// <param name="isTimedOut">Whether another holder did not let it go in time.</param>
internal sealed class EntryLock(IAsyncDisposable? handle, bool isTimedOut) : IAsyncDisposable
{
    public bool IsTimedOut => isTimedOut;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (handle is not null)
            {
                await handle.DisposeAsync().ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The tokens are there and stored; that a foreign lock cannot be let go must not take them away.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
