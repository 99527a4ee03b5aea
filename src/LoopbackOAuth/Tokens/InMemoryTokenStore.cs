using System.Collections.Concurrent;

namespace LoopbackOAuth.Tokens;

/// <summary>Keeps tokens in this process alone: they are gone when it ends. Safe for use from several threads.</summary>
public sealed class InMemoryTokenStore : ITokenStore
{
    private readonly ConcurrentDictionary<TokenKey, TokenSet> _entries = new();
    private readonly TurnQueue<TokenKey> _turns = new();

    /// <inheritdoc/>
    public TokenStoreCapabilities Capabilities { get; } = new()
    {
        IsPersistent = false,
        IsEncrypted = false,
        Location = "the memory of this process",
    };

    /// <inheritdoc/>
    public ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_entries.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(tokens);
        cancellationToken.ThrowIfCancellationRequested();
        _entries[key] = tokens;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_entries.TryRemove(key, out _));
    }

    /// <inheritdoc/>
    public ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new TokenEntryList(_entries.Where(pair => provider is null || pair.Key.Provider == provider).Select(pair => new TokenEntry(pair.Key, pair.Value))));
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return await _turns.EnterAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
