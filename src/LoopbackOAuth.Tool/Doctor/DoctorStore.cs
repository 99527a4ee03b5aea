using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>The store as the checks share it: opened once, listed once.</summary>
/// <param name="open">Opens it.</param>
/// <param name="provider">Whose entries, by id; <see langword="null"/> for all.</param>
internal sealed class DoctorStore(Func<FileTokenStore> open, string? provider)
{
    private readonly Lazy<FileTokenStore> _store = new(open);
    private readonly Lock _lock = new();
    private Task<TokenEntryList>? _list;

    /// <exception cref="TokenStoreException">Nothing says where it is.</exception>
    public FileTokenStore Store => _store.Value;

    /// <exception cref="TokenStoreException">It cannot be read.</exception>
    public Task<TokenEntryList> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _list ??= Store.ListAsync(provider, cancellationToken).AsTask();
        }
    }

    /// <summary>The entries, when somebody has asked for them and the answer came; otherwise <see langword="null"/>. It does not wait for a look that hangs and holds the lock.</summary>
    public TokenEntryList? Listed => Volatile.Read(ref _list) is { IsCompletedSuccessfully: true } done ? done.Result : null;

    /// <summary>The entries for checks of other things, for which a store that cannot be read is one without entries.</summary>
    public async Task<IReadOnlyList<TokenEntry>> EntriesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(cancellationToken);
        }
        catch (TokenStoreException)
        {
            return [];
        }
    }
}
