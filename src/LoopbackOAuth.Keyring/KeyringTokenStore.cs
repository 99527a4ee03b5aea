using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>
/// Keeps tokens in the keyring of the operating system, one item an entry: Secret Service on Linux, Keychain on macOS, and on Windows files that DPAPI encrypts for the user.
/// Safe for use from several threads and several processes.
/// </summary>
/// <remarks>
/// <para>
/// The keyring is reached through the extension library of MSAL. It blocks while somebody is asked to unlock the keyring, so it is called from a thread of its own, and no call is
/// waited for longer than <see cref="KeyringOptions.Timeout"/>. A keyring that cannot be used is the error <c>keyring_unavailable</c> and never an empty store.
/// </para>
/// <para>
/// An index beside it, one file an entry without tokens, says which entries there are. What it does not name is still found by its key; what it names and the keyring does not
/// show is the error <c>keyring_item_missing</c> and never "no entry". Locks are those of the <see cref="FileTokenStore"/> in the same folder.
/// </para>
/// <para>
/// Attributes and labels of items are not encrypted, and on Linux every process of the session can read them, and the items too while the keyring is unlocked.
/// </para>
/// </remarks>
public sealed class KeyringTokenStore : ITokenStore
{
    // More than the longest names that a key may hold take in practice.
    private const int IndexFileSize = 16 * 1024;

    private readonly string _service;
    private readonly string _indexFolder;
    private readonly FileTokenStore _locks;
    private readonly KeyringIndex _index;
    private readonly KeyringCaller _caller;
    private readonly KeyringReader _reader;
    private readonly IKeyringVault _vault;

    /// <summary>Creates a store. Nothing is opened or created before it is used.</summary>
    /// <param name="options">The settings; the default is <see cref="KeyringOptions"/> as it is. <see cref="KeyringOptions.Fallback"/> is not for this class but for <see cref="TokenStoreLadder"/>.</param>
    /// <param name="clock">Measures <see cref="KeyringOptions.Timeout"/>; the default is <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="ArgumentException">A setting is not legal.</exception>
    /// <exception cref="TokenStoreException">No folder is given, and there is no default folder.</exception>
    public KeyringTokenStore(KeyringOptions? options = null, TimeProvider? clock = null)
        : this(options, clock, vault: null)
    {
    }

    internal KeyringTokenStore(KeyringOptions? options, TimeProvider? clock, IKeyringVault? vault, KeyringPlace? place = null)
    {
        options ??= new KeyringOptions();
        if (KeyringOptionsRules.Problems(options) is [var problem, ..])
        {
            throw new ArgumentException(problem, nameof(options));
        }

        clock ??= TimeProvider.System;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Folder ?? TokenFolder.ForThisProcess()));
        _service = options.Service;
        _indexFolder = Path.Combine(folder, "keyring-" + options.Service);
        _locks = new FileTokenStore(folder, clock);
        _index = new KeyringIndex(_indexFolder, clock);
        _vault = vault ?? KeyringVaults.OfThisSystem(options.Service, _indexFolder, clock);
        _caller = new KeyringCaller(_vault, _indexFolder, options.Timeout, place ?? KeyringPlace.Here(), clock);
        _reader = new KeyringReader(_caller, _index);
    }

    /// <summary>What this store can promise. The keyring is not asked.</summary>
    public TokenStoreCapabilities Capabilities => _locks.Capabilities with
    {
        IsEncrypted = true,
        Location = $"{_vault.Name} (service {_service}), index in {_indexFolder}",
    };

    /// <summary>Makes sure that the index can be written, and that the keyring takes an item, gives it back and lets it be removed.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>A task that ends when the check is done.</returns>
    /// <exception cref="TokenStoreException">The keyring (<c>keyring_unavailable</c>) or the folder cannot be used.</exception>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreFolder.Create(_indexFolder);
        AtomicFile.Verify(_indexFolder, IndexFileSize);
        await _caller.VerifyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does what <see cref="VerifyAsync"/> does and says what came of it.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Whether the keyring can be used, and if not why and what to do.</returns>
    public async ValueTask<KeyringCheck> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await VerifyAsync(cancellationToken).ConfigureAwait(false);
            return new KeyringCheck { Keyring = _vault.Name };
        }
        catch (TokenStoreException exception)
        {
            return new KeyringCheck
            {
                Keyring = _vault.Name,
                Trouble = KeyringCaller.TroubleOf(exception),
                Code = exception.Code,
                Message = exception.Message,
                Remedy = exception.Remedy,
            };
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var item = ItemOf(key);
        return await _reader.ReadAsync(item, cancellationToken).ConfigureAwait(false) is { } bytes ? KeyringContent.Read(bytes, key, item).Tokens : null;
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        var item = ItemOf(key);
        ArgumentNullException.ThrowIfNull(tokens);
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = KeyringContent.Write(key, tokens, item);

        var held = await _caller.TakeLockAsync(item.IndexPath, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            // First the index: killed in between, there is a name without an item, and not an item that nobody finds.
            var isNew = !_index.Names(item.IndexPath);
            await _index.EnsureAsync(key, cancellationToken).ConfigureAwait(false);
            try
            {
                await _caller.WriteAsync(item, bytes, held, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (isNew && KeyringCaller.WroteNothing(exception))
            {
                _index.Remove(item.IndexPath);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var item = ItemOf(key);
        var held = await _caller.TakeLockAsync(item.IndexPath, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            if (await _caller.DeleteAsync(item, held, cancellationToken).ConfigureAwait(false))
            {
                _index.Remove(item.IndexPath);
                return true;
            }

            return _index.Names(item.IndexPath) ? throw KeyringErrors.MissingItemStays(item) : false;
        }
    }

    /// <summary>Removes something that <see cref="TokenEntryList.Damaged"/> lists, from the keyring and from the index. Its key need not be known.</summary>
    /// <remarks>Of an item that the keyring does not show (<c>keyring_item_missing</c>) it removes the name in the index. If the item lies in a keyring that is locked, it stays there.</remarks>
    /// <param name="id">Its <see cref="DamagedTokenEntry.Id"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="true"/> when there was one. An entry that was mended meanwhile, such as by a sign-in, is none.</returns>
    /// <exception cref="TokenStoreException">It could not be removed.</exception>
    public async ValueTask<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (_index.PathOfId(id) is not { } path)
        {
            return false;
        }

        KeyringItem item = new(id, _service, path);
        var held = await _caller.TakeLockAsync(path, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            if (!await _reader.IsDamagedAsync(item, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await _caller.DeleteAsync(item, held, cancellationToken).ConfigureAwait(false);
            _index.Remove(path);
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default)
    {
        var (keys, damagedFiles) = await Task.Run(() => _index.Read(provider, cancellationToken), cancellationToken).ConfigureAwait(false);
        List<DamagedTokenEntry> damaged = [.. damagedFiles];
        List<TokenEntry> entries = [];
        foreach (var key in keys)
        {
            var item = ItemOf(key);
            try
            {
                // Null: removed since the index was read.
                if (await _reader.ReadAsync(item, cancellationToken).ConfigureAwait(false) is { } bytes)
                {
                    entries.Add(KeyringContent.Read(bytes, key, item));
                }
            }
            catch (TokenStoreException exception) when (exception.Code != KeyringErrors.UnavailableCode)
            {
                damaged.Add(new DamagedTokenEntry(item.Id, item.Location, exception) { Key = key });
            }
        }

        return new TokenEntryList(entries, damaged);
    }

    /// <summary>Lists the keys that the index names. The keyring is not asked, so it may be locked or absent.</summary>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The keys, in no particular order.</returns>
    /// <exception cref="TokenStoreException">The folder of the index cannot be read.</exception>
    public async ValueTask<IReadOnlyList<TokenKey>> ListKeysAsync(CancellationToken cancellationToken = default) =>
        (await Task.Run(() => _index.Read(provider: null, cancellationToken), cancellationToken).ConfigureAwait(false)).Keys;

    /// <inheritdoc/>
    /// <remarks>It is the lock that a <see cref="FileTokenStore"/> in the same folder has for the key.</remarks>
    public ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default) => _locks.LockAsync(key, cancellationToken);

    private KeyringItem ItemOf(TokenKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return KeyringItem.Of(key, _service, _index.PathOf(key));
    }
}
