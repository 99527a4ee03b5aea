using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// One walk: read the store, and when what is there is not good, lock, read again, refresh, store, and only then hand out. It ends with an answer whatever
/// happens, and no caller can end it.
/// </summary>
internal sealed class RefreshRun(AccessTokenParts parts, AccessTokenSlot slot, AccessTokenDemand demand)
{
    private const int MostGrants = 3;

    private readonly TokenKeeper _keeper = new(parts, slot);
    private TokenSet? _seen;

    private DateTimeOffset Now => parts.TimeProvider.GetUtcNow();

    public async Task<AccessTokenResult> RunAsync()
    {
        await slot.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            return await WalkAsync().ConfigureAwait(false);
        }
        catch (TokenStoreException exception)
        {
            Log.StoreFailed(parts.Logger, exception.Code);
            AccessTokenWarning warning = RefreshEndings.Warning(exception);
            return _seen is { Refusal: null } seen && IsUsable(seen.AccessToken, seen.ExpiresAt) ? _keeper.Cache(seen, freshUntil: default, warning)
                : _seen is null && slot.Cached is { } cached && IsUsable(cached.Result.AccessToken, cached.Result.ExpiresAt) ? slot.Cache(cached.Result.With(warning), freshUntil: default)
                : RefreshEndings.Store(exception);
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private async Task<AccessTokenResult> WalkAsync()
    {
        TokenSet? seen = _seen = await _keeper.ReadAsync().ConfigureAwait(false);
        if (slot.Unsaved is null)
        {
            if (Judge(seen) is { } answer)
            {
                return answer;
            }

            // Outside the lock, because it may take a request of its own.
            if (await parts.Grants.PrepareAsync(slot.Key, seen!, CancellationToken.None).ConfigureAwait(false) is { } error)
            {
                return End(seen!, error);
            }
        }

        EntryLock entryLock = await parts.Store.LockAsync(slot.Key, parts.LockLimit, parts.TimeProvider, CancellationToken.None).ConfigureAwait(false);
        await using (entryLock.ConfigureAwait(false))
        {
            if (entryLock.IsTimedOut)
            {
                AccessTokenResult.TemporarilyUnavailable late = RefreshEndings.LockTimeout();
                return seen is not null && IsUsable(seen.AccessToken, seen.ExpiresAt)
                    ? _keeper.Cache(seen, Now + RefreshTiming.EarlyRetry, new AccessTokenWarning(late.Code, late.Cause, late.Remedy))
                    : late;
            }

            TokenSet? current = await _keeper.ReadAsync().ConfigureAwait(false);
            await _keeper.SaveAgainAsync().ConfigureAwait(false);
            return JudgeAfterWait(seen, current) ?? await RefreshTelemetry.ObserveAsync(slot.Key.Provider, parts.TimeProvider, () => SpendAsync(current!)).ConfigureAwait(false);
        }
    }

    /// <summary>The answer to what is stored, or <see langword="null"/> when only a refresh can give one.</summary>
    private AccessTokenResult? Judge(TokenSet? tokens)
    {
        if (tokens is null)
        {
            slot.Reset();
            return RefreshEndings.NotSignedIn(slot.Key.Provider, slot.Key.Account);
        }

        if ((tokens.Refusal ?? (slot.DeadToken is { } dead && dead.Equals(tokens.RefreshToken) ? slot.Refusal : null)) is { } refusal)
        {
            slot.Forget();
            return RefreshEndings.Refused(refusal);
        }

        DateTimeOffset now = Now;
        if (now < _keeper.FreshUntil(tokens) && demand.Accepts(tokens.AccessToken, tokens.ExpiresAt, now))
        {
            return Adopt(tokens);
        }

        if (tokens.RefreshToken is null)
        {
            return IsUsable(tokens.AccessToken, tokens.ExpiresAt)
                ? _keeper.Cache(tokens, tokens.ExpiresAt ?? DateTimeOffset.MaxValue)
                : RefreshEndings.NoRefreshToken(wasRefused: tokens.ExpiresAt is not { } expiry || now < expiry);
        }

        return slot.Cooldown is { } cooldown && now < cooldown.Until && cooldown.RefreshToken.Equals(tokens.RefreshToken)
            ? End(tokens, cooldown.Error with { RetryAfter = cooldown.Until - now })
            : null;
    }

    // Whoever had the lock before has refreshed: whatever that brought is the best there is.
    private AccessTokenResult? JudgeAfterWait(TokenSet? seen, TokenSet? current) =>
        seen is not null && current is { Refusal: null } && !seen.AccessToken.Equals(current.AccessToken) && IsUsable(current.AccessToken, current.ExpiresAt)
            ? Adopt(current)
            : Judge(current);

    private async Task<AccessTokenResult> SpendAsync(TokenSet tokens)
    {
        for (int grants = 1; ; grants++)
        {
            Log.RefreshStarts(parts.Logger, slot.Key.Provider);
            ProtocolResult<TokenResponse> refreshed = await new RefreshCall(parts, slot.Key)
                .RunAsync(tokens, canWait: IsUsable(tokens.AccessToken, tokens.ExpiresAt)).ConfigureAwait(false);
            if (refreshed.TryGet(out TokenResponse? response, out OAuthError? error))
            {
                return await KeepAsync(tokens, response).ConfigureAwait(false);
            }

            if (!RefreshVerdicts.IsDead(error))
            {
                Log.RefreshEnded(parts.Logger, slot.Key.Provider, RefreshVerdicts.IsTemporary(error) ? "temporarily_unavailable" : "failed");
                return End(tokens, error);
            }

            // The refusal is about the token that was sent. With another one there by now, that one counts.
            TokenSet? latest = await _keeper.ReadAsync().ConfigureAwait(false);
            if (latest?.RefreshToken is not null && latest.RefreshToken.Equals(tokens.RefreshToken))
            {
                Log.RefreshEnded(parts.Logger, slot.Key.Provider, "sign_in_required");
                return await _keeper.MarkAsync(latest, error).ConfigureAwait(false);
            }

            Log.NewerTokensAdopted(parts.Logger, slot.Key.Provider);
            if (Judge(latest) is { } answer)
            {
                return answer;
            }

            if (grants == MostGrants)
            {
                return RefreshEndings.Superseded(error);
            }

            tokens = latest!;
        }
    }

    private async Task<AccessTokenResult> KeepAsync(TokenSet spent, TokenResponse response)
    {
        if (response.IdToken is { } idToken && spent.IdToken is { } previous
            && IdTokenCheck.CheckRefreshed(idToken, previous, slot.Key.ClientId, Now) is { } refused)
        {
            return End(spent, refused);
        }

        TokenSet renewed = RefreshedTokens.From(spent, response, Now);
        TokenSet? kept = await _keeper.KeepAsync(spent, renewed).ConfigureAwait(false);
        if (ReferenceEquals(kept, renewed))
        {
            Log.RefreshEnded(parts.Logger, slot.Key.Provider, "available");
            return Adopt(renewed);
        }

        // Somebody signed in or out meanwhile, without the lock.
        Log.NewerTokensAdopted(parts.Logger, slot.Key.Provider);
        return Judge(kept) ?? RefreshEndings.Superseded();
    }

    private AccessTokenResult End(TokenSet tokens, OAuthError error)
    {
        DateTimeOffset now = Now;
        bool isTemporary = RefreshVerdicts.IsTemporary(error);
        TimeSpan? wait = error.RetryAfter is { } asked && isTemporary ? Shorter(asked, RefreshTiming.LongestWait) : null;
        slot.Cooldown = wait > TimeSpan.Zero ? new Cooldown(tokens.RefreshToken!, now + wait.Value, error) : null;
        if (IsUsable(tokens.AccessToken, tokens.ExpiresAt))
        {
            DateTimeOffset again = now + (wait > RefreshTiming.EarlyRetry ? wait.Value : RefreshTiming.EarlyRetry);
            return _keeper.Cache(tokens, again < tokens.ExpiresAt ? again : tokens.ExpiresAt ?? again, RefreshEndings.Warning(error));
        }

        return isTemporary ? RefreshEndings.Temporary(error, wait) : RefreshEndings.Failed(error);
    }

    private AccessTokenResult.Available Adopt(TokenSet tokens) =>
        _keeper.Cache(tokens, _keeper.FreshUntil(tokens));

    private bool IsUsable(Secret accessToken, DateTimeOffset? expiresAt) =>
        (demand.RefusedToken is null || !demand.RefusedToken.Equals(accessToken)) && (expiresAt is null || Now < expiresAt);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
