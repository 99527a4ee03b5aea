namespace LoopbackOAuth.Tokens;

/// <summary>Keeps tokens. One of the five parts a user may replace.</summary>
public interface ITokenStore
{
    /// <summary>What this store can promise.</summary>
    TokenStoreCapabilities Capabilities { get; }

    /// <summary>Checks that entries could be kept here, before a user is asked to sign in for nothing. The default is to check nothing.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>A task that ends when the check is done.</returns>
    /// <exception cref="TokenStoreException">No entry could be kept here as things are.</exception>
    ValueTask VerifyAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Gets one entry.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The tokens, or <see langword="null"/> when there is no such entry. A read error is never "no entry".</returns>
    /// <exception cref="TokenStoreException">The entry is there but cannot be read.</exception>
    ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes one entry whole, or leaves the old one as it was.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellationToken">Ends the write before it has begun to take effect.</param>
    /// <returns>A task that ends when the entry is durable.</returns>
    /// <exception cref="TokenStoreException">The entry could not be written.</exception>
    ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default);

    /// <summary>Removes one entry.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="true"/> when there was one.</returns>
    /// <exception cref="TokenStoreException">The entry could not be removed.</exception>
    ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default);

    /// <summary>Removes something that <see cref="TokenEntryList.Damaged"/> lists. Its key need not be known. The default is to remove nothing, for stores that list no damage.</summary>
    /// <param name="id">Its <see cref="DamagedTokenEntry.Id"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="true"/> when there was one.</returns>
    /// <exception cref="TokenStoreException">It could not be removed.</exception>
    ValueTask<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(false);

    /// <summary>Lists entries, ordered by provider, account and issuer.</summary>
    /// <param name="provider">Whose entries, by the provider's id; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The entries that can be read, and in <see cref="TokenEntryList.Damaged"/> those that cannot. A read error is never an empty list.</returns>
    /// <exception cref="TokenStoreException">The store as a whole cannot be read.</exception>
    ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the lock of one entry, which keeps every other process and thread that asks for it from refreshing the same
    /// tokens at the same time. It is no condition for the other members: reading and writing work without it.
    /// </summary>
    /// <param name="key">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock, let go by disposing it and by the end of the process; <see langword="null"/> when this store has none, which is the default.</returns>
    /// <exception cref="TokenStoreException">The lock cannot be taken as things are.</exception>
    ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default) => ValueTask.FromResult<IAsyncDisposable?>(null);
}
