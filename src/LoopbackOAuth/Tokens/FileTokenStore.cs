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
    private readonly string _folder;
    private readonly AtomicFile _writer;
    private readonly KeptAside _aside;
    private readonly LeftoverSweep _sweep;
    private readonly LockFiles _locks;
    private readonly EntryFiles _files;

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
        IsSafeAcrossProcesses = true,
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

    /// <summary>Makes sure that the folder is there, private and this user's to write to.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>A task that ends when the check is done.</returns>
    /// <exception cref="TokenStoreException">It is a link, no folder, somebody else's, open to others, or nothing can be created there.</exception>
    public ValueTask VerifyAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreFolder.Create(_folder);
        AtomicFile.Verify(_folder);
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
    /// <returns><see langword="true"/> when there was one.</returns>
    /// <exception cref="TokenStoreException">It could not be removed, or the id stands for several.</exception>
    public ValueTask<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(Task.Run(() => _files.RemoveDamaged(id, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => _files.List(provider, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    /// <remarks>
    /// It waits as long as it must, asking the lock file beside the entry at most 32 ms after it became free. Threads of this process take their turns in order. A folder that is not
    /// there is created.
    /// </remarks>
    public ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        return new(Task.Run(() => LockCoreAsync(path, cancellationToken), cancellationToken));
    }

    private async Task<IAsyncDisposable?> LockCoreAsync(string path, CancellationToken cancellationToken)
    {
        StoreFolder.Create(_folder);
        return await _locks.TakeAsync(path, cancellationToken).ConfigureAwait(false);
    }

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
        var (mode, keepAside) = EntryReplacement.Of(path, entry.Key);
        await _writer.WriteAsync(path, bytes, mode, keepAside ? () => KeepAside(entry.Key, path) : null, cancellationToken).ConfigureAwait(false);
        _sweep.Run(_folder);
    }

    private void KeepAside(TokenKey key, string path)
    {
        // Another writer may have mended it meanwhile.
        if (EntryReplacement.Of(path, key).KeepAside)
        {
            _aside.Keep(path);
        }
    }
}
