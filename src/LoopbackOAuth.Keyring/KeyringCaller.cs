using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>Calls the keyring within the time limit, and makes one kind of error of whatever it throws.</summary>
internal sealed class KeyringCaller(IKeyringVault vault, string folder, TimeSpan timeout, KeyringPlace place, TimeProvider clock)
{
    private const string TroubleKey = "LoopbackOAuth.Keyring.Trouble";

    private readonly KeyringQueue _queue = new(timeout, clock);
    private readonly LockFiles _locks = new(clock);

    /// <summary>The trouble behind an error of a store.</summary>
    internal static KeyringTrouble TroubleOf(TokenStoreException exception) =>
        exception.Data[TroubleKey] is KeyringTrouble trouble ? trouble : KeyringTrouble.Folder;

    /// <summary>Whether a write that failed so has left the keyring as it was.</summary>
    internal static bool WroteNothing(Exception exception) => exception is OperationCanceledException
        || (exception is TokenStoreException error && TroubleOf(error)
            is KeyringTrouble.NotSupported or KeyringTrouble.NoLibrary or KeyringTrouble.NoSession or KeyringTrouble.NoService or KeyringTrouble.Locked);

    /// <summary>Writes, reads and removes an item that is no entry, one caller of the folder at a time.</summary>
    internal async Task VerifyAsync(CancellationToken cancellationToken)
    {
        DemandNoObstacle();
        var held = await TakeLockAsync(Path.Combine(folder, "check"), cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await CallAsync(
                () =>
                {
                    vault.Verify();
                    return true;
                },
                mayBeLeft: true,
                held,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads an item.</summary>
    /// <returns>
    /// What it holds, or <see langword="null"/> when the keyring can be used and shows none. Of the Secret Service that is no proof: the item may lie in a collection that is locked,
    /// and only of the default one is it known that it is not.
    /// </returns>
    internal async Task<byte[]?> ReadAsync(KeyringItem item, CancellationToken cancellationToken)
    {
        var bytes = await CallAsync(() => Read(item), mayBeLeft: true, hold: null, cancellationToken).ConfigureAwait(false);
        if (bytes is null && !vault.KnowsAbsence)
        {
            // A keyring that somebody did not unlock says so too. One that takes an item is unlocked.
            await VerifyAsync(cancellationToken).ConfigureAwait(false);
            bytes = await CallAsync(() => Read(item), mayBeLeft: true, hold: null, cancellationToken).ConfigureAwait(false);
        }

        return bytes;
    }

    /// <summary>Writes an item, unless a newer version wrote the one that is there, and reads it again.</summary>
    internal Task WriteAsync(KeyringItem item, byte[] bytes, KeyringHold hold, CancellationToken cancellationToken) => CallAsync(
        () =>
        {
            if (OldContent(item) is { } old && KeyringContent.IsNewer(old, item))
            {
                throw KeyringErrors.NewerItem(item);
            }

            vault.Write(item, bytes);

            // Another item of the same name, in another collection, may be the one that is found.
            return OldContent(item).AsSpan().SequenceEqual(bytes) ? true : throw Unavailable(KeyringTrouble.Refused, "what was written could not be read again");
        },
        mayBeLeft: false,
        hold,
        cancellationToken);

    /// <summary>Removes an item.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> DeleteAsync(KeyringItem item, KeyringHold hold, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(item, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await CallAsync(
            () =>
            {
                vault.Delete(item);
                return true;
            },
            mayBeLeft: false,
            hold,
            cancellationToken).ConfigureAwait(false);
        return await ExistsAsync(item, CancellationToken.None).ConfigureAwait(false) ? throw KeyringErrors.ItemStays(item) : true;
    }

    private async Task<bool> ExistsAsync(KeyringItem item, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(item, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (TokenStoreException exception) when (exception.Code != KeyringErrors.UnavailableCode)
        {
            return true; // Damaged.
        }
    }

    private byte[]? Read(KeyringItem item)
    {
        try
        {
            return vault.Read(item);
        }
        catch (InvalidDataException)
        {
            throw KeyringErrors.ItemDamaged(item);
        }
    }

    private byte[]? OldContent(KeyringItem item)
    {
        try
        {
            return vault.Read(item);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Keeps other processes from changing the same thing, for as long as the keyring may take.</summary>
    internal async Task<KeyringHold> TakeLockAsync(string path, CancellationToken cancellationToken)
    {
        StoreFolder.Create(folder);
        using CancellationTokenSource deadline = new(timeout, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return new KeyringHold(await _locks.TakeAsync(path, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(KeyringTrouble.NotResponding, said: null); // Another process waits for it just so.
        }
    }

    private async Task<T> CallAsync<T>(Func<T> work, bool mayBeLeft, KeyringHold? hold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DemandNoObstacle();
        try
        {
            KeyringJob<T> job = new(work);
            hold?.KeepUntilEndOf(job.Result);
            return await _queue.RunAsync(job, mayBeLeft, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // What a native library throws is not known, and its text goes no further unread.
        catch (Exception exception) when (exception is not TokenStoreException)
#pragma warning restore CA1031
        {
            var (trouble, said) = KeyringFailures.Of(exception);
            throw Unavailable(trouble, said, exception is TimeoutException && !mayBeLeft ? KeyringWords.MayStillTakeEffect : "");
        }
    }

    private void DemandNoObstacle()
    {
        if (vault.Obstacle() is not KeyringTrouble.None and var trouble)
        {
            throw Unavailable(trouble, said: null);
        }
    }

    private TokenStoreException Unavailable(KeyringTrouble trouble, string? said, string further = "")
    {
        var exception = KeyringErrors.Unavailable(KeyringWords.Message(trouble, vault.Name, said, timeout) + further, KeyringWords.Remedy(trouble, place));
        exception.Data[TroubleKey] = trouble;
        return exception;
    }
}
