namespace LoopbackOAuth.Tokens;

/// <summary>The caller's store, of which every failure is a <see cref="TokenStoreException"/>: the text of a foreign exception could hold anything, tokens too.</summary>
internal sealed class GuardedStore(ITokenStore store)
{
    public Task<TokenSet?> GetAsync(TokenKey key) => GuardAsync(() => store.GetAsync(key, CancellationToken.None));

    public Task VerifyAsync() => GuardAsync(async () =>
    {
        await store.VerifyAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    });

    public Task<TokenEntryList> ListAsync(string provider, CancellationToken cancellationToken) => GuardAsync(() => store.ListAsync(provider, cancellationToken), cancellationToken);

    public Task SetAsync(TokenKey key, TokenSet tokens) => GuardAsync(async () =>
    {
        await store.SetAsync(key, tokens, CancellationToken.None).ConfigureAwait(false);
        return true;
    });

    public Task<bool> RemoveAsync(TokenKey key) => GuardAsync(() => store.RemoveAsync(key, CancellationToken.None));

    /// <summary>Takes the entry's lock, within a limit.</summary>
    /// <returns>The lock, which says itself whether it is one.</returns>
    public async Task<EntryLock> LockAsync(TokenKey key, TimeSpan limit, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using CancellationTokenSource clock = new(limit, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return new EntryLock(await GuardAsync(() => store.LockAsync(key, either.Token), either.Token).ConfigureAwait(false), isTimedOut: false);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new EntryLock(null, isTimedOut: true);
        }
    }

    private static async Task<T> GuardAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken = default)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A store is the caller's own code, and whoever asks for a token gets an answer all the same.
        catch (Exception exception) when (exception is not TokenStoreException)
#pragma warning restore CA1031
        {
            throw new TokenStoreException(
                "store_failed",
                $"The token store failed ({exception.GetType().Name}).",
                "Mend the token store, or use one that works; its exception is not passed on, because its text could hold a token.");
        }
    }
}
