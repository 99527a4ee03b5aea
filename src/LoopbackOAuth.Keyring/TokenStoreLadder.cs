using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Keyring;

/// <summary>
/// The keyring where it can be used, and otherwise what <see cref="KeyringOptions.Fallback"/> says. The choice is made at the first use, by writing, reading and removing an item,
/// and stays until the end of the process.
/// </summary>
/// <remarks>With <see cref="KeyringFallback.None"/> every use is the error <c>keyring_unavailable</c> until the keyring can be used; it is tried anew each time.</remarks>
public sealed class TokenStoreLadder : ITokenStore
{
    private readonly KeyringTokenStore _keyring;
    private readonly FileTokenStore _files;
    private readonly KeyringFallback _fallback;
    private readonly ILogger? _logger;
    private readonly TurnQueue<int> _choosing = new();
    private volatile TokenStoreSelection? _selection;

    /// <summary>Creates a ladder. Nothing is opened or created before it is used.</summary>
    /// <param name="options">The settings; the default is <see cref="KeyringOptions"/> as it is.</param>
    /// <param name="clock">Measures <see cref="KeyringOptions.Timeout"/>; the default is <see cref="TimeProvider.System"/>.</param>
    /// <param name="logger">Is told, as a warning, that the keyring is not used.</param>
    /// <exception cref="ArgumentException">A setting is not legal.</exception>
    /// <exception cref="TokenStoreException">No folder is given, and there is no default folder.</exception>
    public TokenStoreLadder(KeyringOptions? options = null, TimeProvider? clock = null, ILogger? logger = null)
        : this(options, clock, logger, vault: null)
    {
    }

    internal TokenStoreLadder(KeyringOptions? options, TimeProvider? clock, ILogger? logger, IKeyringVault? vault)
    {
        options ??= new KeyringOptions();
        _keyring = new KeyringTokenStore(options, clock, vault);
        _files = new FileTokenStore(options.Folder ?? TokenFolder.ForThisProcess(), clock);
        _fallback = options.Fallback;
        _logger = logger;
    }

    /// <summary>What the chosen store can promise, with the notice of <see cref="TokenStoreSelection.Notice"/> in its warning; before the choice, what both can.</summary>
    public TokenStoreCapabilities Capabilities
    {
        get
        {
            if (_selection is not { } selection)
            {
                return _files.Capabilities with { Location = "not chosen yet: the keyring" + (_fallback == KeyringFallback.PrivateFile ? ", or private files" : "") };
            }

            var capabilities = selection.Store.Capabilities;
            return capabilities with { Warning = KeyringNotices.Join(capabilities.Warning, selection.Notice) };
        }
    }

    /// <summary>Makes the choice, or tells of the one that was made.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Which store is used, why, and what lies on the other rung.</returns>
    /// <exception cref="TokenStoreException">The keyring cannot be used and nothing else was asked for (<c>keyring_unavailable</c>), or the folder cannot be used.</exception>
    public async ValueTask<TokenStoreSelection> SelectAsync(CancellationToken cancellationToken = default)
    {
        if (_selection is { } made)
        {
            return made;
        }

        var turn = await _choosing.EnterAsync(0, cancellationToken).ConfigureAwait(false);
        await using (turn.ConfigureAwait(false))
        {
            return _selection ??= await ChooseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Moves the entries of the private files into the keyring: each is written there, read again, and only then removed from the files. Of an entry that both have, the newer one stays.
    /// </summary>
    /// <param name="cancellationToken">Ends it after the entry under way.</param>
    /// <returns>The keys that were moved.</returns>
    /// <exception cref="TokenStoreException">The keyring cannot be used or an entry cannot be moved; that one and those after it are still where they were.</exception>
    public async ValueTask<IReadOnlyList<TokenKey>> MoveFilesToKeyringAsync(CancellationToken cancellationToken = default)
    {
        var selection = await SelectAsync(cancellationToken).ConfigureAwait(false);
        if (selection.Rung != TokenStoreRung.Keyring)
        {
            throw KeyringErrors.NotTheKeyring();
        }

        List<TokenKey> moved = [];
        foreach (var entry in await _files.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            await TokenStoreMove.MoveAsync(entry.Key, _files, _keyring, cancellationToken).ConfigureAwait(false);
            moved.Add(entry.Key);
        }

        _selection = selection with { Elsewhere = [], Notice = null };
        return moved;
    }

    /// <inheritdoc/>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken = default)
    {
        var store = await StoreAsync(cancellationToken).ConfigureAwait(false);
        await store.VerifyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var store = await StoreAsync(cancellationToken).ConfigureAwait(false);
        return await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        var store = await StoreAsync(cancellationToken).ConfigureAwait(false);
        await store.SetAsync(key, tokens, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var store = await StoreAsync(cancellationToken).ConfigureAwait(false);
        return await store.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken = default)
    {
        var store = await StoreAsync(cancellationToken).ConfigureAwait(false);
        return await store.RemoveDamagedAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default)
    {
        var store = await StoreAsync(cancellationToken).ConfigureAwait(false);
        return await store.ListAsync(provider, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default) => _files.LockAsync(key, cancellationToken);

    private async ValueTask<ITokenStore> StoreAsync(CancellationToken cancellationToken) => (await SelectAsync(cancellationToken).ConfigureAwait(false)).Store;

    private async Task<TokenStoreSelection> ChooseAsync(CancellationToken cancellationToken)
    {
        var check = await _keyring.CheckAsync(cancellationToken).ConfigureAwait(false);
        if (check.IsAvailable)
        {
            var files = await _files.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            TokenKey[] inFiles = [.. files.Select(entry => entry.Key)];
            return new TokenStoreSelection { Rung = TokenStoreRung.Keyring, Store = _keyring, Keyring = check, Elsewhere = inFiles, Notice = KeyringNotices.InFiles(inFiles, files.Damaged.Count) };
        }

        // A folder that cannot be used is no better for private files.
        if (_fallback == KeyringFallback.None || check.Trouble == KeyringTrouble.Folder)
        {
            throw new TokenStoreException(check.Code!, check.Message!, check.Remedy!);
        }

        if (_logger is not null)
        {
            KeyringLog.NotUsed(_logger, check.Trouble);
        }

        var inKeyring = await _keyring.ListKeysAsync(cancellationToken).ConfigureAwait(false);
        return new TokenStoreSelection { Rung = TokenStoreRung.PrivateFile, Store = _files, Keyring = check, Elsewhere = inKeyring, Notice = KeyringNotices.InKeyring(check, inKeyring) };
    }
}
