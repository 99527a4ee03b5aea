using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>A token store that takes its time: it stores when it is told to.</summary>
internal sealed class SlowStore : ITokenStore
{
    private readonly InMemoryTokenStore _store = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when there is something to store.</summary>
    public Task Reached => _reached.Task;

    public TokenStoreCapabilities Capabilities => _store.Capabilities;

    public void Release() => _released.SetResult();

    public async ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        await _released.Task.WaitAsync(cancellationToken);
        await _store.SetAsync(key, tokens, cancellationToken);
    }

    public ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => _store.GetAsync(key, cancellationToken);

    public ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default) => _store.RemoveAsync(key, cancellationToken);

    public ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) => _store.ListAsync(provider, cancellationToken);
}
