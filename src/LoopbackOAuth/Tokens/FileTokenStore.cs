namespace LoopbackOAuth.Tokens;

/// <summary>
/// Keeps tokens in a folder, one entry a file. Safe for use from several threads and several processes: each write
/// replaces a whole entry, and of two at once the last wins.
/// </summary>
/// <remarks>
/// <para>
/// On Unix the folder is created with mode 0700 and each file with 0600 from its first byte. A folder that others can
/// write to, a file that others can read, whatever belongs to another user, and links in the place of any are refused. On
/// Windows the folder inherits the access list of what it lies in, by default the user's profile. Nothing is encrypted.
/// </para>
/// <para>
/// A write goes to a file beside the entry, is flushed to disk and then renamed over it, so that a crash leaves the old
/// entry or the new one. A file that cannot be read is an error and does no harm to other entries. A write over a damaged
/// one keeps that under another name, the newest three of each entry; an entry of a newer format is not overwritten.
/// </para>
/// <para>
/// A lock is a file beside the entry, held by <c>flock</c> on Unix and by opening it alone on Windows, and let go by the kernel
/// when the process ends. It goes when it is let go and there is no entry.
/// </para>
/// </remarks>
public sealed class FileTokenStore : ITokenStore
{
    private const int LeastSize = 16 * 1024;

    private readonly string _folder;
    private readonly AtomicFile _writer;
    private readonly KeptAside _aside;
    private readonly LeftoverSweep _sweep;
    private readonly LockFiles _locks;
    private readonly EntryFiles _files;
    private int _size;

    /// <summary>Creates a store. The folder is created by the first write; reading creates nothing.</summary>
    /// <param name="folder">The folder's absolute path. Keep it to this store alone.</param>
    /// <param name="clock">Tells how old a leftover is; the default is <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null or empty.</exception>
    /// <exception cref="TokenStoreException"><paramref name="folder"/> is not an absolute path.</exception>
    public FileTokenStore(string folder, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Path.IsPathFullyQualified(folder))
        {
            throw StoreErrors.RelativeFolder(folder);
        }

        // With a separator at its end, a link would be followed after all.
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        clock ??= TimeProvider.System;
        _writer = new AtomicFile(clock);
        _aside = new KeptAside(clock);
        _sweep = new LeftoverSweep(clock);
        _locks = new LockFiles(clock);
        _files = new EntryFiles(_folder);
    }

    /// <summary>What this store can promise, from a look at the folder at this moment.</summary>
    public TokenStoreCapabilities Capabilities => new()
    {
        IsPersistent = true,
        IsEncrypted = false,
        Location = _folder,
        HasCrossProcessLock = LockFile.WorksIn(_folder),
        Owner = StorePlace.Owner(_folder),
        Warning = StorePlace.Warning(_folder),
    };

    /// <summary>
    /// Creates a store in the folder that the environment variable <c>LOOPBACK_OAUTH_HOME</c> names, otherwise in the
    /// user's own: <c>$XDG_DATA_HOME/loopback-oauth/tokens</c> (<c>~/.local/share</c> without the variable) on Linux,
    /// <c>~/Library/Application Support/loopback-oauth/tokens</c> on macOS, <c>%LOCALAPPDATA%\loopback-oauth\tokens</c> on Windows.
    /// </summary>
    /// <param name="clock">Tells how old a leftover is; the default is <see cref="TimeProvider.System"/>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="TokenStoreException"><c>LOOPBACK_OAUTH_HOME</c> is not an absolute path, or the user has no home folder.</exception>
    public static FileTokenStore CreateDefault(TimeProvider? clock = null) => new(TokenFolder.ForThisProcess(), clock);

    /// <summary>
    /// Makes sure that an entry could be written now: the folder is there, private and this user's, and a file as large as the entry that this store saw last, at least 16 KB, can be
    /// created, written and flushed to disk there. The file is removed again.
    /// </summary>
    /// <param name="cancellationToken">Ends the check before it has begun.</param>
    /// <returns>A task that ends when the check is done.</returns>
    /// <exception cref="TokenStoreException">The folder is a link, no folder, somebody else's or open to others; nothing can be created there; or the disk is full.</exception>
    public ValueTask VerifyAsync(CancellationToken cancellationToken = default)
    {
        // On the caller's thread: a few calls and one flush, and every sign-in that starts waits for them.
        cancellationToken.ThrowIfCancellationRequested();
        Verify();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        return new(Task.Run(() => Get(key, path), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        ArgumentNullException.ThrowIfNull(tokens);
        return new(Task.Run(() => SetCoreAsync(new TokenEntry(key, tokens), path, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        return new(Task.Run(() => _files.Remove(path), cancellationToken));
    }

    /// <summary>Removes something that <see cref="TokenEntryList.Damaged"/> lists. Its key need not be known, and a link is removed without following it.</summary>
    /// <param name="id">Its <see cref="DamagedTokenEntry.Id"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="true"/> when there was one. An entry that was mended meanwhile, such as by a sign-in, is none.</returns>
    /// <exception cref="TokenStoreException">It could not be removed, or the id stands for several.</exception>
    public ValueTask<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(Task.Run(() => RemoveDamagedCoreAsync(id, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => _files.List(provider, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    /// <remarks>
    /// A write of this entry that was whole when its writer was killed is finished first.
    /// It waits as long as it must, asking the lock file beside the entry at most 32 ms after it became free. Threads of this process take their turns in order. A folder that is not
    /// there is created.
    /// </remarks>
    public ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        return new(Task.Run(() => LockCoreAsync(path, cancellationToken), cancellationToken));
    }

    private async Task<bool> RemoveDamagedCoreAsync(string id, CancellationToken cancellationToken)
    {
        if (_files.FindDamaged(id, cancellationToken) is not { } path)
        {
            return false;
        }

        // A sign-in that is under way mends it, and would be lost if it were removed after that.
        IAsyncDisposable? held = await _locks.TryTakeAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return _files.RemoveDamaged(path);
        }
        finally
        {
            if (held is not null)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<IAsyncDisposable?> LockCoreAsync(string path, CancellationToken cancellationToken)
    {
        StoreFolder.Create(_folder);
        IAsyncDisposable held = await _locks.TakeAsync(path, cancellationToken).ConfigureAwait(false);
        Leftovers.Adopt(path);
        return held;
    }

    private void Verify()
    {
        StoreFolder.Create(_folder);
        AtomicFile.Verify(_folder, Math.Max(LeastSize, Volatile.Read(ref _size)));
    }

    // What was seen last is enough: it is the entry that is about to be written again.
    private void See(int size) => Volatile.Write(ref _size, size);

    private string PathOf(TokenKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Path.Combine(_folder, TokenFileName.For(key));
    }

    private TokenSet? Get(TokenKey key, string path)
    {
        if (!StoreFolder.Exists(_folder) || EntryFile.Read(path) is not { } bytes)
        {
            return null;
        }

        See(bytes.Length);
        var entry = TokenFileFormat.Read(bytes, path);
        return entry.Key == key ? entry.Tokens : throw StoreErrors.WrongKey(path);
    }

    private async Task SetCoreAsync(TokenEntry entry, string path, CancellationToken cancellationToken)
    {
        var bytes = TokenFileFormat.Write(entry);
        if (bytes.Length > TokenFileFormat.LargestFile)
        {
            throw StoreErrors.TooLarge(path);
        }

        StoreFolder.Create(_folder);
        var replaced = EntryReplacement.Of(path, entry.Key);
        if (!await WriteAsync(entry.Key, path, bytes, replaced, cancellationToken).ConfigureAwait(false)
            && EntryReplacement.Of(path, entry.Key) is var now && (now.Old is null || now.Old.AsSpan().SequenceEqual(replaced.Old)))
        {
            // Nobody has finished it, and nobody has stored something later: it was swept up or removed.
            if (!await WriteAsync(entry.Key, path, bytes, now, cancellationToken).ConfigureAwait(false))
            {
                throw StoreErrors.Unwritable(path, new IOException("The new file was taken away before it could take its place."));
            }
        }

        _sweep.Run(_folder);
    }

    private Task<bool> WriteAsync(TokenKey key, string path, byte[] bytes, EntryReplacement replaced, CancellationToken cancellationToken) =>
        _writer.WriteAsync(path, bytes, replaced, replaced.KeepAside ? () => KeepAside(key, path) : null, cancellationToken);

    private void KeepAside(TokenKey key, string path)
    {
        // Another writer may have mended it meanwhile.
        if (EntryReplacement.Of(path, key).KeepAside)
        {
            _aside.Keep(path);
        }
    }
}
