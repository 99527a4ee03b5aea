using System.Text.Json;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>
/// Which entries there are: one private file an entry, with the key and without tokens. A listing needs it, and it tells an item that is not shown from one that was never
/// written. Each file is written whole, and no two entries share one, so processes cannot lose each other's.
/// </summary>
internal sealed class KeyringIndex(string folder, TimeProvider clock)
{
    private readonly AtomicFile _writer = new(clock);
    private readonly LeftoverSweep _sweep = new(clock);
    private readonly EntryFiles _files = new(folder);

    internal string PathOf(TokenKey key) => Path.Combine(folder, TokenFileName.For(key));

    /// <summary>Whether there is a file of an entry, whatever it holds.</summary>
    /// <exception cref="TokenStoreException">The folder or the file cannot be looked at.</exception>
    internal bool Names(string path) => StoreFolder.Exists(folder) && EntryFile.Exists(path);

    /// <summary>The key in a file, or <see langword="null"/> when there is no file.</summary>
    /// <exception cref="TokenStoreException">It cannot be read, or is not the file of its key.</exception>
    internal static TokenKey? KeyIn(string path) =>
        ReadFile(path) is not { } key ? null : TokenFileName.For(key) == Path.GetFileName(path) ? key : throw KeyringErrors.IndexDamaged(path);

    /// <summary>Makes sure that a listing will find an entry.</summary>
    /// <exception cref="TokenStoreException">The folder or the file cannot be used.</exception>
    internal async Task EnsureAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        StoreFolder.Create(folder);
        if (Look(path) == key)
        {
            return;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(new TokenFileContent { Key = TokenFileKey.From(key) }, TokenFileJsonContext.Default.TokenFileContent);
        await _writer.WriteAsync(path, bytes, EntryReplacement.Nothing, beforeReplacing: null, cancellationToken).ConfigureAwait(false);
        _sweep.Run(folder);
    }

    /// <summary>The file of an entry of which only the id is known, or <see langword="null"/>.</summary>
    internal string? PathOfId(string id) => FileNames().FirstOrDefault(name => TokenFileName.DigestOf(name) == id) is { } name ? Path.Combine(folder, name) : null;

    /// <summary>Takes an entry out.</summary>
    /// <returns>Whether it was in.</returns>
    internal bool Remove(string path) => _files.Remove(path);

    /// <summary>The keys, and what cannot be read.</summary>
    /// <exception cref="TokenStoreException">The folder cannot be read.</exception>
    internal (IReadOnlyList<TokenKey> Keys, IReadOnlyList<DamagedTokenEntry> Damaged) Read(string? provider, CancellationToken cancellationToken)
    {
        List<TokenKey> keys = [];
        List<DamagedTokenEntry> damaged = [];
        foreach (var name in FileNames())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (provider is not null && !TokenFileName.MayBelongTo(name, provider))
            {
                continue;
            }

            var path = Path.Combine(folder, name);
            try
            {
                if (KeyIn(path) is not { } key)
                {
                    continue; // Removed since the folder was read.
                }

                if (provider is null || key.Provider == provider)
                {
                    keys.Add(key);
                }
            }
            catch (TokenStoreException exception) when (!StoreErrors.IsAboutTheProcess(exception))
            {
                damaged.Add(new DamagedTokenEntry(TokenFileName.DigestOf(name), path, exception));
            }
        }

        return (keys, damaged);
    }

    // What is a link, not regular or somebody else's is refused; what is merely damaged or open to others is written anew.
    private static TokenKey? Look(string path)
    {
        try
        {
            using (EntryFile.TryOpen(path))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unreadable(path, exception);
        }

        try
        {
            return ReadFile(path);
        }
        catch (TokenStoreException)
        {
            return null;
        }
    }

    private static TokenKey? ReadFile(string path)
    {
        if (EntryFile.Read(path) is not { } bytes)
        {
            return null;
        }

        try
        {
            var content = JsonSerializer.Deserialize(bytes, TokenFileJsonContext.Default.TokenFileContent);
            return content is { Version: >= TokenFileVersion.Current } ? content.Key?.ToKey() ?? throw KeyringErrors.IndexDamaged(path) : throw KeyringErrors.IndexDamaged(path);
        }
        catch (JsonException)
        {
            throw KeyringErrors.IndexDamaged(path);
        }
    }

    private string[] FileNames()
    {
        if (!StoreFolder.Exists(folder))
        {
            return [];
        }

        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Where(TokenFileName.IsEntry).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unreadable(folder, exception);
        }
    }
}
