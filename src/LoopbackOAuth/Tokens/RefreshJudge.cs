using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>The answers of one walk: what stored tokens are good for, and what is given when they cannot be refreshed. Used by whoever has the slot's turn.</summary>
internal sealed class RefreshJudge(AccessTokenParts parts, AccessTokenSlot slot, AccessTokenDemand demand)
{
    private readonly TokenKeeper _keeper = new(parts, slot);

    private DateTimeOffset Now => parts.TimeProvider.GetUtcNow();

    /// <summary>The answer to what is stored, or <see langword="null"/> when only a refresh can give one.</summary>
    public AccessTokenResult? Judge(TokenSet? tokens)
    {
        if (tokens is null)
        {
            slot.Reset();
            return RefreshEndings.NotSignedIn(slot.Key.Provider, slot.Key.Account);
        }

        if ((tokens.Refusal ?? (slot.Dead is { } dead && dead.Entry.IsOf(tokens) ? dead.Refusal : null)) is { } refusal)
        {
            return Refused(tokens, refusal);
        }

        DateTimeOffset now = Now;
        bool isFresh = now < _keeper.FreshUntil(tokens);
        if (isFresh && demand.Accepts(tokens.AccessToken, tokens.ExpiresAt, now))
        {
            return Adopt(tokens);
        }

        if (tokens.RefreshToken is null)
        {
            return IsUsable(tokens)
                ? _keeper.Cache(tokens, tokens.ExpiresAt ?? DateTimeOffset.MaxValue)
                : RefreshEndings.NoRefreshToken(wasRefused: tokens.ExpiresAt is not { } expiry || now < expiry);
        }

        // A refresh of a moment ago brought this, and another one would bring the like.
        if (RefreshTiming.IsNew(tokens, now) && !IsRefused(tokens) && (isFresh || RefreshTiming.WasNeverGood(tokens)))
        {
            return Adopt(tokens);
        }

        return slot.Cooldown is { } cooldown && cooldown.Entry.IsOf(tokens) && cooldown.Left(parts.TimeProvider) is var left && left > TimeSpan.Zero
            ? Answer(tokens, cooldown.Error, left)
            : null;
    }

    /// <summary>The same after a wait for the lock: whoever had it before has refreshed, and whatever that brought is the best there is.</summary>
    public AccessTokenResult? JudgeAfterWait(TokenSet? seen, TokenSet? current) =>
        seen is not null && current is { Refusal: null } && !seen.AccessToken.Equals(current.AccessToken) && IsUsable(current)
            ? Adopt(current)
            : Judge(current);

    public AccessTokenResult.Available Adopt(TokenSet tokens, AccessTokenWarning? warning = null) => RefreshTiming.WasNeverGood(tokens)
        ? _keeper.Cache(tokens, RefreshTiming.IsNew(tokens, Now) ? tokens.ObtainedAt + RefreshTiming.NewFor : default, warning ?? RefreshEndings.NeverGood())
        : _keeper.Cache(tokens, _keeper.FreshUntil(tokens), warning);

    /// <summary>A refresh failed, and the next one has to wait.</summary>
    public AccessTokenResult End(TokenSet tokens, OAuthError error)
    {
        EntryMark mark = EntryMark.Of(tokens);
        int failures = slot.Cooldown is { } before && before.Entry == mark ? before.Failures + 1 : 1;
        TimeSpan wait = RefreshVerdicts.IsTemporary(error) && error.RetryAfter is { } asked && asked > TimeSpan.Zero
            ? Shorter(asked, RefreshTiming.LongestWait)
            : RefreshTiming.Pause(failures);
        slot.Cooldown = new Cooldown(mark, parts.TimeProvider.GetTimestamp(), wait, failures, error);
        return Answer(tokens, error, wait);
    }

    /// <summary>The refresh token must not be sent again: the access token serves until it expires or a resource server refuses it, too.</summary>
    public AccessTokenResult Refused(TokenSet tokens, GrantRefusal refusal, OAuthError? error = null)
    {
        error ??= RefreshEndings.ErrorOf(refusal);
        slot.RefusedToken = IsRefused(tokens) ? tokens.AccessToken : slot.RefusedToken;
        if (IsUsable(tokens) && !tokens.AccessToken.Equals(slot.RefusedToken))
        {
            return Instead(tokens, RefreshEndings.Refused(error));
        }

        slot.Forget();
        return RefreshEndings.Refused(error);
    }

    /// <summary>An access token that is still good, with what stands in the way of another one as a warning; otherwise just that.</summary>
    public AccessTokenResult Instead(TokenSet? tokens, AccessTokenResult obstacle) => Instead(tokens, obstacle, RefreshTiming.EarlyRetry);

    /// <summary>The same when the store does not work: then what is in memory may serve, too.</summary>
    public AccessTokenResult WithoutStore(TokenSet? seen, TokenStoreException exception)
    {
        AccessTokenWarning warning = RefreshEndings.Warning(exception);
        return seen is not null && IsUsable(seen) ? _keeper.Cache(seen, freshUntil: default, warning)
            : seen is null && slot.Cached is { } cached && IsUsable(cached.Result.AccessToken, cached.Result.ExpiresAt)
                ? slot.Cache(cached.Result.With(warning), since: default, freshUntil: default)
            : RefreshEndings.Store(exception);
    }

    /// <summary>Whether an access token was neither refused nor has expired.</summary>
    public bool IsUsable(TokenSet tokens) => IsUsable(tokens.AccessToken, tokens.ExpiresAt);

    private bool IsUsable(Secret accessToken, DateTimeOffset? expiresAt) =>
        (demand.RefusedToken is null || !demand.RefusedToken.Equals(accessToken)) && (expiresAt is null || Now < expiresAt);

    private bool IsRefused(TokenSet tokens) => demand.RefusedToken is { } refused && refused.Equals(tokens.AccessToken);

    private AccessTokenResult Answer(TokenSet tokens, OAuthError error, TimeSpan wait)
    {
        AccessTokenResult obstacle = RefreshVerdicts.IsTemporary(error)
            ? RefreshEndings.Temporary(error, error.RetryAfter > TimeSpan.Zero ? wait : null)
            : RefreshEndings.Failed(error);
        return Instead(tokens, obstacle, wait > RefreshTiming.EarlyRetry ? wait : RefreshTiming.EarlyRetry);
    }

    private AccessTokenResult Instead(TokenSet? tokens, AccessTokenResult obstacle, TimeSpan wait)
    {
        if (tokens is null || !IsUsable(tokens))
        {
            return obstacle;
        }

        DateTimeOffset again = Now + wait;
        AccessTokenWarning warning = new(obstacle.Code, obstacle.Cause, obstacle.Remedy, obstacle.ServerError);
        return _keeper.Cache(tokens, again < tokens.ExpiresAt ? again : tokens.ExpiresAt ?? again, warning);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
