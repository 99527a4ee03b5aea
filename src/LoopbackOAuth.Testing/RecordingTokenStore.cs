using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Testing;

/// <summary>A token store in memory that remembers what it was asked, and fails when told to. It is safe to use from many threads.</summary>
public sealed class RecordingTokenStore : ITokenStore
{
    private readonly Gate _gate = new();
    private readonly Dictionary<TokenKey, TokenSet> _entries = [];
    private readonly Dictionary<TokenStoreOperation, TokenStoreException> _failures = [];
    private readonly List<TokenStoreCall> _calls = [];
    private readonly List<DamagedTokenEntry> _damaged = [];
    private readonly InMemoryTokenStore _locks = new();

    /// <summary>What the store says about itself.</summary>
    /// <value>By default it promises nothing.</value>
    public TokenStoreCapabilities Capabilities { get; init; } = new()
    {
        IsPersistent = false,
        IsEncrypted = false,
        Location = "the memory of a test",
    };

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<TokenStoreCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>What is stored now. Reading it is not recorded.</summary>
    public IReadOnlyList<TokenEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return Listing();
            }
        }
    }

    /// <summary>Makes every further call of one kind fail and change nothing.</summary>
    /// <param name="operation">Which calls.</param>
    /// <param name="failure">What to throw; by default an exception with the code <c>store_failed</c>.</param>
    public void FailOn(TokenStoreOperation operation, TokenStoreException? failure = null)
    {
        lock (_gate)
        {
            _failures[operation] = failure
                ?? new TokenStoreException("store_failed", $"The test made the store fail: {operation}.", "Call Heal in the test.");
        }
    }

    /// <summary>Puts something among <see cref="TokenEntryList.Damaged"/> of every further listing.</summary>
    /// <param name="damaged">What a store would say of it.</param>
    public void AddDamaged(DamagedTokenEntry damaged)
    {
        lock (_gate)
        {
            _damaged.Add(damaged);
        }
    }

    /// <summary>Makes all calls work again.</summary>
    public void Heal()
    {
        lock (_gate)
        {
            _failures.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        Do(TokenStoreOperation.Get, key, tokens: null, () => _entries.GetValueOrDefault(key), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default) =>
        await Do(TokenStoreOperation.Set, key, tokens, () => _entries[key] = tokens, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        Do(TokenStoreOperation.Remove, key, tokens: null, () => _entries.Remove(key), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) =>
        Do(TokenStoreOperation.List, key: null, tokens: null, () => Listing(provider), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken = default) =>
        await Do(TokenStoreOperation.Verify, key: null, tokens: null, () => true, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken = default) =>
        Do(TokenStoreOperation.RemoveDamaged, key: null, tokens: null, () => _damaged.RemoveAll(damaged => damaged.Id == id) > 0, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        await Do(TokenStoreOperation.Lock, key, tokens: null, () => true, cancellationToken).ConfigureAwait(false);
        return await _locks.LockAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<T> Do<T>(TokenStoreOperation operation, TokenKey? key, TokenSet? tokens, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            _calls.Add(new TokenStoreCall(operation, key, tokens));
            return _failures.TryGetValue(operation, out TokenStoreException? failure)
                ? ValueTask.FromException<T>(failure)
                : ValueTask.FromResult(work());
        }
    }

    private TokenEntryList Listing(string? provider = null) =>
        new(_entries.Where(entry => provider is null || entry.Key.Provider == provider).Select(entry => new TokenEntry(entry.Key, entry.Value)), _damaged);
}
