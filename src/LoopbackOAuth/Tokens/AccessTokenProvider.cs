using System.Collections.Concurrent;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>The provider itself: what is good in memory at once, everything else by one walk for all who wait.</summary>
internal sealed class AccessTokenProvider(AccessTokenParts parts) : IAccessTokenProvider
{
    private const int MostFlights = 3;

    // Damage that was seen, told and put away is in nobody's way.
    private const string KeptAside = "store_kept_aside";

    // At the end of the process there is not the time that a refresh of another one may take.
    private static readonly TimeSpan LastLock = TimeSpan.FromSeconds(5);

    private readonly AccessTokenSlots _slots = new();
    private readonly ConcurrentDictionary<TokenQuery, AccessTokenSlot> _found = new();
    private readonly CoarseClock _clock = new(parts.TimeProvider);

    /// <summary>How many entries something is remembered of, and how many queries.</summary>
    internal (int Slots, int Queries) Remembered => (_slots.Count, _found.Count);

    public ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenKey key, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Get(key, demand, cancellationToken);
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
        parts.Work.Begin();
        AccessTokenSlot slot = _slots.Enter(key);
        try
        {
            return await SignOutTelemetry.ObserveAsync(key.Provider, () => new SignOutRun(parts, slot).RunAsync(cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            _found.Clear();
            _slots.Leave(slot, isGone: true);
            parts.Work.End();
        }
    }

    /// <summary>Stores what a sign-in brought, in turn with refreshes, so that none of them writes an older grant over it.</summary>
    /// <exception cref="Exception">Whatever the store throws; the old entry is then as it was.</exception>
    internal async Task ReplaceAsync(ITokenStore store, TokenKey key, TokenSet tokens, CancellationToken cancellationToken)
    {
        AccessTokenSlot slot = _slots.Enter(key);
        try
        {
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
        finally
        {
            _slots.Leave(slot);
        }
    }

    /// <summary>Tries once more to store what only this process has. It never fails.</summary>
    internal async Task SaveAgainAsync()
    {
        foreach (AccessTokenSlot slot in _slots.Holding())
        {
            await slot.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                EntryLock entryLock = await parts.Store.LockAsync(slot.Key, LastLock, parts.TimeProvider, CancellationToken.None).ConfigureAwait(false);
                await using (entryLock.ConfigureAwait(false))
                {
                    if (!entryLock.IsTimedOut)
                    {
                        TokenKeeper keeper = new(parts, slot);
                        await keeper.ReadAsync().ConfigureAwait(false);
                        await keeper.SaveAgainAsync().ConfigureAwait(false);
                    }
                }
            }
            catch (TokenStoreException exception)
            {
                Log.StoreFailed(parts.Logger, exception.Code);
            }
            finally
            {
                slot.Turn.Release();
            }
        }
    }

    private ValueTask<AccessTokenResult> Get(TokenKey key, AccessTokenDemand? demand, CancellationToken cancellationToken) =>
        _slots.Find(key) is { } slot && FromMemory(slot, demand, cancellationToken) is { } result
            ? new(result)
            : new(WaitAsync(key, demand ?? AccessTokenDemand.None, cancellationToken));

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

    private async Task<AccessTokenResult> WaitAsync(TokenKey key, AccessTokenDemand demand, CancellationToken cancellationToken)
    {
        AccessTokenSlot slot = _slots.Enter(key);
        AccessTokenResult? result = null;
        try
        {
            for (int flights = 1; ; flights++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Flight flight = slot.Join(parts, demand);
                result = await flight.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

                // A walk that began for others may end with the very token that was refused here.
                if (flights == MostFlights || flight.Demand.Covers(demand) || result is not AccessTokenResult.Available token
                    || demand.Accepts(token.AccessToken, token.ExpiresAt, parts.TimeProvider.GetUtcNow()))
                {
                    return result;
                }
            }
        }
        finally
        {
            _slots.Leave(slot, isGone: IsGone(result));
        }
    }

    private static bool IsGone(AccessTokenResult? result) => result is AccessTokenResult.SignInRequired { Reason: SignInReason.NotSignedIn };

    private async Task<AccessTokenResult> FindAsync(TokenQuery query, AccessTokenDemand? demand, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(query, out AccessTokenSlot? known))
        {
            AccessTokenResult result = await Get(known.Key, demand, cancellationToken).ConfigureAwait(false);
            if (!IsGone(result))
            {
                Remember(query, known.Key);
                return result;
            }

            _found.TryRemove(query, out _);
        }

        // Not known yet, or gone: then there may be another one by now.
        string provider = parts.Grants.ProviderId(query.Provider);
        TokenKey[] keys;
        bool others;
        try
        {
            TokenEntryList entries = await parts.Store.ListAsync(provider, cancellationToken).ConfigureAwait(false);
            keys = [.. entries.Select(entry => entry.Key).Where(parts.Grants.Narrow(query).Fits)];
            others = entries.Any(entry => query.Fits(entry.Key));
            if (keys.Length == 0 && entries.Damaged.FirstOrDefault(entry => entry.Error.Code != KeptAside && (entry.Key is null || query.Fits(entry.Key))) is { } damaged)
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
                return others ? OtherSignIn.Only(provider, query.Account) : RefreshEndings.NotSignedIn(provider, query.Account);
            case [var only]:
                AccessTokenResult found = await Get(only, demand, cancellationToken).ConfigureAwait(false);
                Remember(query, only);
                return found;
            default:
                return RefreshEndings.Ambiguous(query, keys.Length);
        }
    }

    private void Remember(TokenQuery query, TokenKey key)
    {
        if (_slots.Find(key) is not { } slot || (_found.TryGetValue(query, out AccessTokenSlot? known) && ReferenceEquals(known, slot)))
        {
            return;
        }

        // One entry can be named in many ways.
        if (_found.Count >= AccessTokenSlots.Most)
        {
            _found.Clear();
        }

        _found[query] = slot;
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
