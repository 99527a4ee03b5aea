using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>A store of a caller's own that has no locks.</summary>
internal abstract class UnlockedStoreBase : ITokenStore
{
    private readonly InMemoryTokenStore _store = new();

    public TokenStoreCapabilities Capabilities => _store.Capabilities;

    public virtual ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => _store.GetAsync(key, cancellationToken);

    public virtual ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default) => _store.SetAsync(key, tokens, cancellationToken);

    public virtual ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default) => _store.RemoveAsync(key, cancellationToken);

    public virtual ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) => _store.ListAsync(provider, cancellationToken);
}
