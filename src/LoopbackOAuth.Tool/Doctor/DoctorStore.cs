using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>The store as the checks share it: opened once, listed once, its keyring tried once.</summary>
/// <param name="open">Opens the files, in whose folder the locks are whatever the store is.</param>
/// <param name="provider">Whose entries, by id; <see langword="null"/> for all.</param>
/// <param name="choice">What the user chose.</param>
/// <param name="look">Tries the keyring.</param>
internal sealed class DoctorStore(Func<FileTokenStore> open, string? provider, StoreChoice choice, Func<CancellationToken, Task<KeyringLook>> look)
{
    private readonly Lazy<FileTokenStore> _files = new(open);
    private readonly Lock _lock = new();
    private Task<TokenEntryList>? _list;
    private Task<KeyringLook>? _look;

    public StoreChoice Choice => choice;

    /// <exception cref="TokenStoreException">Nothing says where they are.</exception>
    public FileTokenStore Files => _files.Value;

    public Task<KeyringLook> LookAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _look ??= look(cancellationToken);
        }
    }

    /// <summary>The entries of the store that the user chose.</summary>
    /// <exception cref="TokenStoreException">It cannot be read.</exception>
    public Task<TokenEntryList> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _list ??= ListCoreAsync(cancellationToken);
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

    // By the same rules as the ladder has; that one would create the folder.
    private async Task<TokenEntryList> ListCoreAsync(CancellationToken cancellationToken)
    {
        ITokenStore store = Files;
        if (choice is not StoreChoice.File)
        {
            KeyringLook keyring = await LookAsync(cancellationToken);
            if (keyring.Trouble is null)
            {
                store = keyring.Store;
            }
            else if (choice is StoreChoice.Keyring || !keyring.CallsForFallback)
            {
                throw keyring.Trouble;
            }
        }

        return await store.ListAsync(provider, cancellationToken);
    }
}
