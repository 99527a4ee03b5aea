namespace LoopbackOAuth.Tokens;

/// <summary>All entries of a folder: the listing, and the removal of what is in it.</summary>
internal sealed class EntryFiles(string folder)
{
    /// <summary>Reads all entries, and says of each that cannot be read why.</summary>
    /// <exception cref="TokenStoreException">The folder cannot be read.</exception>
    internal TokenEntryList List(string? provider, CancellationToken cancellationToken)
    {
        List<TokenEntry> entries = [];
        List<DamagedTokenEntry> damaged = [];
        foreach (var name in Names())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, name);
            if (TokenFileName.IsAside(name))
            {
                if (provider is null || TokenFileName.AsideMayBelongTo(name, provider))
                {
                    damaged.Add(new DamagedTokenEntry(TokenFileName.Digest([name]), path, StoreErrors.KeptAside(path)));
                }
            }
            else if (provider is null || TokenFileName.MayBelongTo(name, provider))
            {
                try
                {
                    if (Read(name, path) is { } entry && (provider is null || entry.Key.Provider == provider))
                    {
                        entries.Add(entry);
                    }
                }
                catch (TokenStoreException exception) when (!StoreErrors.IsAboutTheProcess(exception))
                {
                    damaged.Add(new DamagedTokenEntry(exception.Code == StoreErrors.WrongKeyCode ? TokenFileName.Digest([name]) : TokenFileName.DigestOf(name), path, exception));
                }
            }
        }

        return new TokenEntryList(entries, damaged);
    }

    /// <summary>Removes an entry, what was kept aside of it and what killed writes left of it, and its lock file unless it is held.</summary>
    internal bool Remove(string path)
    {
        if (!StoreFolder.Exists(folder))
        {
            return false;
        }

        var exists = EntryFile.Exists(path);
        var aside = Act(path, () => KeptAside.Of(path).ToArray());

        // First, so that nobody finishes one after the entry is gone.
        Act(path, () => RemoveLeftovers(path));
        if (!exists && aside.Length == 0)
        {
            return false;
        }

        foreach (var file in exists ? [path, .. aside] : aside)
        {
            Act(file, () => Delete(file));
        }

        StoreFolder.MakeDurable(folder, path);
        return true;
    }

    /// <summary>Where one of the damaged is, or <see langword="null"/> when there is none of that id.</summary>
    internal string? FindDamaged(string id, CancellationToken cancellationToken)
    {
        DamagedTokenEntry[] found = [.. List(provider: null, cancellationToken).Damaged.Where(damaged => damaged.Id == id)];
        return found switch
        {
            [] => null,
            [var only] => only.Location,
            _ => throw StoreErrors.AmbiguousId(id),
        };
    }

    /// <summary>Removes one of the damaged, if it still is that.</summary>
    internal bool RemoveDamaged(string path)
    {
        if (!IsDamaged(path))
        {
            return false;
        }

        if (Directory.Exists(path) && !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
        {
            throw StoreErrors.NotRegular(path);
        }

        if (TokenFileName.IsEntry(Path.GetFileName(path)))
        {
            // They hold tokens of the same entry, and without it nobody finishes them.
            Act(path, () => RemoveLeftovers(path));
        }

        Act(path, () => Delete(path));
        StoreFolder.MakeDurable(folder, path);
        return true;
    }

    private static bool IsDamaged(string path)
    {
        var name = Path.GetFileName(path);
        if (TokenFileName.IsAside(name))
        {
            return true;
        }

        try
        {
            _ = Read(name, path);
            return false;
        }
        catch (TokenStoreException exception) when (!StoreErrors.IsAboutTheProcess(exception))
        {
            return true;
        }
    }

    private static TokenEntry? Read(string name, string path)
    {
        if (EntryFile.Read(path) is not { } bytes)
        {
            return null;
        }

        var entry = TokenFileFormat.Read(bytes, path);
        return TokenFileName.For(entry.Key) == name ? entry : throw StoreErrors.WrongKey(path);
    }

    private static bool RemoveLeftovers(string path)
    {
        Leftovers.Remove(path);
        return true;
    }

    private static bool Delete(string path)
    {
        File.Delete(path);
        if (TokenFileName.IsEntry(Path.GetFileName(path)))
        {
            LockFiles.Tidy(path);
        }

        return true;
    }

    private static T Act<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unwritable(path, exception);
        }
    }

    private string[] Names()
    {
        if (!StoreFolder.Exists(folder))
        {
            return [];
        }

        try
        {
            // Links and folders included: one that bears the name of an entry must be told of, not overlooked.
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Where(name => TokenFileName.IsEntry(name) || TokenFileName.IsAside(name)).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unreadable(folder, exception);
        }
    }
}
