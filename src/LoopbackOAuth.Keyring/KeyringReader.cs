using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>Reads items, and tells by the index what it means when there is none.</summary>
internal sealed class KeyringReader(KeyringCaller caller, KeyringIndex index)
{
    /// <summary>Reads an item.</summary>
    /// <returns>What it holds, or <see langword="null"/> when there is none and the index does not name it.</returns>
    /// <exception cref="TokenStoreException">The keyring cannot be used, or does not show what the index names: that was written and not removed, so it is no absent entry.</exception>
    internal async Task<byte[]?> ReadAsync(KeyringItem item, CancellationToken cancellationToken)
    {
        if (await caller.ReadAsync(item, cancellationToken).ConfigureAwait(false) is { } bytes)
        {
            return bytes;
        }

        if (!index.Names(item.IndexPath))
        {
            return null;
        }

        // Another process may be between the index and the item.
        var held = await caller.TakeLockAsync(item.IndexPath, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            return await caller.ReadAsync(item, cancellationToken).ConfigureAwait(false)
                ?? (index.Names(item.IndexPath) ? throw KeyringErrors.ItemMissing(item) : null);
        }
    }

    /// <summary>Whether an item or its file in the index is damaged, or the item is not shown. The caller holds the lock of the entry.</summary>
    internal async Task<bool> IsDamagedAsync(KeyringItem item, CancellationToken cancellationToken)
    {
        try
        {
            if (KeyringIndex.KeyIn(item.IndexPath) is not { } key)
            {
                return false;
            }

            if (await caller.ReadAsync(item, cancellationToken).ConfigureAwait(false) is { } bytes)
            {
                KeyringContent.Read(bytes, key, item);
                return false;
            }

            return true;
        }
        catch (TokenStoreException exception) when (exception.Code != KeyringErrors.UnavailableCode && !StoreErrors.IsAboutTheProcess(exception))
        {
            return true;
        }
    }
}
