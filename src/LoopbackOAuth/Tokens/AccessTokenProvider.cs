using System.Collections.Concurrent;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>The provider itself: what is good in memory at once, everything else by one walk for all who wait.</summary>
internal sealed class AccessTokenProvider(AccessTokenParts parts) : IAccessTokenProvider
{
    private const int MostFlights = 3;

    // Damage that was seen, told and put away is in nobody's way.
    private const string KeptAside = "store_kept_aside";

    private readonly ConcurrentDictionary<TokenKey, AccessTokenSlot> _slots = new(TokenKeyComparer.Instance);
    private readonly ConcurrentDictionary<TokenQuery, AccessTokenSlot> _found = new();
    private readonly CoarseClock _clock = new(parts.TimeProvider);

    // Most programs ask for one entry, again and again and with the same key.
    private AccessTokenSlot? _latest;

    public ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenKey key, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Get(SlotOf(key), demand, cancellationToken);
    }

    public ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenQuery query, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _found.TryGetValue(query, out AccessTokenSlot? slot) && FromMemory(slot, demand, cancellationToken) is { } result
            ? new(result)
            : new(FindAsync(query, demand, cancellationToken));
    }

    public async ValueTask<SignOutResult> SignOutAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        SignOutResult result = await SignOutTelemetry.ObserveAsync(key.Provider, () => new SignOutRun(parts, SlotOf(key)).RunAsync(cancellationToken)).ConfigureAwait(false);
        _found.Clear();
        return result;
    }

    /// <summary>Stores what a sign-in brought, in turn with refreshes, so that none of them writes an older grant over it.</summary>
    /// <exception cref="Exception">Whatever the store throws; the old entry is then as it was.</exception>
    internal async Task ReplaceAsync(ITokenStore store, TokenKey key, TokenSet tokens, CancellationToken cancellationToken)
    {
        AccessTokenSlot slot = SlotOf(key);
        await slot.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            EntryLock entryLock = await LockForSignInAsync(key, cancellationToken).ConfigureAwait(false);
            await using (entryLock.ConfigureAwait(false))
            {
                await store.SetAsync(key, tokens, cancellationToken).ConfigureAwait(false);
                slot.Reset();
                _found.Clear();
            }
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private AccessTokenSlot SlotOf(TokenKey key) => Volatile.Read(ref _latest) is { } latest && ReferenceEquals(latest.Key, key) ? latest : FindSlot(key);

    private AccessTokenSlot FindSlot(TokenKey key)
    {
        AccessTokenSlot slot = _slots.TryGetValue(key, out AccessTokenSlot? known) ? known : _slots.GetOrAdd(key, static key => new AccessTokenSlot(key));
        Volatile.Write(ref _latest, slot);
        return slot;
    }

    private ValueTask<AccessTokenResult> Get(AccessTokenSlot slot, AccessTokenDemand? demand, CancellationToken cancellationToken) =>
        FromMemory(slot, demand, cancellationToken) is { } result ? new(result) : new(WaitAsync(slot, demand ?? AccessTokenDemand.None, cancellationToken));

    private AccessTokenResult.Available? FromMemory(AccessTokenSlot slot, AccessTokenDemand? demand, CancellationToken cancellationToken)
    {
        if (slot.Cached is not { } cached || cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        long now = _clock.UtcTicks;
        return cached.IsFresh(now) && (demand is null || demand.Accepts(cached.Result.AccessToken, cached.Result.ExpiresAt, new DateTimeOffset(now, TimeSpan.Zero)))
            ? cached.Result
            : null;
    }

    private async Task<AccessTokenResult> WaitAsync(AccessTokenSlot slot, AccessTokenDemand demand, CancellationToken cancellationToken)
    {
        for (int flights = 1; ; flights++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Flight flight = slot.Join(parts, demand);
            AccessTokenResult result = await flight.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

            // A walk that began for others may end with the very token that was refused here.
            if (flights == MostFlights || flight.Demand.Covers(demand) || result is not AccessTokenResult.Available token
                || demand.Accepts(token.AccessToken, token.ExpiresAt, parts.TimeProvider.GetUtcNow()))
            {
                return result;
            }
        }
    }

    private async Task<AccessTokenResult> FindAsync(TokenQuery query, AccessTokenDemand? demand, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(query, out AccessTokenSlot? known))
        {
            AccessTokenResult result = await Get(known, demand, cancellationToken).ConfigureAwait(false);
            if (result is not AccessTokenResult.SignInRequired { Reason: SignInReason.NotSignedIn })
            {
                return result;
            }
        }

        // Not known yet, or gone: then there may be another one by now.
        string provider = parts.Grants.ProviderId(query.Provider);
        TokenKey[] keys;
        try
        {
            TokenEntryList entries = await parts.Store.ListAsync(provider, cancellationToken).ConfigureAwait(false);
            keys = [.. entries.Select(entry => entry.Key).Where(query.Fits)];
            if (keys.Length == 0 && entries.Damaged.FirstOrDefault(entry => entry.Error.Code != KeptAside) is { } damaged)
            {
                // It may be the very one that is meant: "nobody is signed in" would be a guess.
                return RefreshEndings.Store(damaged.Error);
            }
        }
        catch (TokenStoreException exception)
        {
            Log.StoreFailed(parts.Logger, exception.Code);
            return RefreshEndings.Store(exception);
        }

        switch (keys)
        {
            case []:
                return RefreshEndings.NotSignedIn(provider, query.Account);
            case [var only]:
                AccessTokenSlot slot = SlotOf(only);
                _found[query] = slot;
                return await Get(slot, demand, cancellationToken).ConfigureAwait(false);
            default:
                return RefreshEndings.Ambiguous(query, keys.Length);
        }
    }

    // The user has done their part: a lock that cannot be had must not cost them the sign-in.
    private async Task<EntryLock> LockForSignInAsync(TokenKey key, CancellationToken cancellationToken)
    {
        try
        {
            EntryLock entryLock = await parts.Store.LockAsync(key, parts.LockLimit, parts.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (entryLock.IsTimedOut)
            {
                Log.NotLocked(parts.Logger, key.Provider, "entry_locked");
            }

            return entryLock;
        }
        catch (TokenStoreException exception)
        {
            Log.NotLocked(parts.Logger, key.Provider, exception.Code);
            return new EntryLock(null, isTimedOut: false);
        }
    }
}
