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
    private readonly RefreshJudge _judge = new(parts, slot, demand);
    private TokenSet? _seen;
    private TokenSet? _orphan;

    public async Task<AccessTokenResult> RunAsync()
    {
        await slot.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            AccessTokenResult result = await WalkAsync().ConfigureAwait(false);
            await RevokeOrphanAsync().ConfigureAwait(false);
            return result;
        }
        catch (TokenStoreException exception)
        {
            Log.StoreFailed(parts.Logger, exception.Code);
            return _judge.WithoutStore(_seen, exception);
        }
        catch (OperationCanceledException) when (parts.Work.Closing.IsCancellationRequested)
        {
            return _judge.Instead(_seen, RefreshEndings.Closed());
        }
#pragma warning disable CA1031 // Those who wait get an answer, whatever code of others does; its text could hold a token.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.RefreshEnded(parts.Logger, slot.Key.Provider, exception.GetType().Name);
            return RefreshEndings.Broken(exception);
        }
        finally
        {
            // Before others have the turn: who comes after them must not get an answer from before them.
            slot.EndFlight();
            slot.Turn.Release();
        }
    }

    private async Task<AccessTokenResult> WalkAsync()
    {
        TokenSet? seen = _seen = await _keeper.ReadAsync().ConfigureAwait(false);
        if (slot.Unsaved is null)
        {
            if (_judge.Judge(seen) is { } answer)
            {
                return answer;
            }

            // Outside the lock, because it may take a request of its own.
            if (await parts.GuardedGrants.PrepareAsync(slot.Key, seen!, parts.Work.Closing).ConfigureAwait(false) is { } error)
            {
                return _judge.End(seen!, error);
            }
        }

        EntryLock entryLock = await parts.Store.LockAsync(slot.Key, parts.LockLimit, parts.TimeProvider, parts.Work.Closing).ConfigureAwait(false);
        await using (entryLock.ConfigureAwait(false))
        {
            if (entryLock.IsTimedOut)
            {
                return _judge.Instead(seen, RefreshEndings.LockTimeout());
            }

            TokenSet? current = _seen = await _keeper.ReadAsync().ConfigureAwait(false);
            await _keeper.SaveAgainAsync().ConfigureAwait(false);
            return _judge.JudgeAfterWait(seen, current) ?? await RefreshTelemetry.ObserveAsync(slot.Key.Provider, parts.TimeProvider, current!, () => SpendAsync(current!)).ConfigureAwait(false);
        }
    }

    private async Task<AccessTokenResult> SpendAsync(TokenSet tokens)
    {
        // With tokens that the store did not take before there is nothing to protect: the stored ones are used up.
        if (slot.Unsaved is null && await _keeper.ProblemAsync().ConfigureAwait(false) is { } problem)
        {
            Log.StoreFailed(parts.Logger, problem.Code);
            return _judge.Instead(tokens, RefreshEndings.Store(problem));
        }

        for (int grants = 1; ; grants++)
        {
            // Until the request nothing is lost by ending, and asking the store may have taken long.
            parts.Work.Closing.ThrowIfCancellationRequested();
            Log.RefreshStarts(parts.Logger, slot.Key.Provider);
            ProtocolResult<TokenResponse> refreshed = await new RefreshCall(parts, slot.Key)
                .RunAsync(tokens, canWait: _judge.IsUsable(tokens)).ConfigureAwait(false);
            if (refreshed.TryGet(out TokenResponse? response, out OAuthError? error))
            {
                return await KeepAsync(tokens, response).ConfigureAwait(false);
            }

            if (!RefreshVerdicts.IsDead(error))
            {
                Log.RefreshEnded(parts.Logger, slot.Key.Provider, RefreshVerdicts.IsTemporary(error) ? "temporarily_unavailable" : "failed");
                return _judge.End(tokens, error);
            }

            (AccessTokenResult? answer, TokenSet? latest) = await CondemnAsync(tokens, error, insist: false).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            if (grants == MostGrants)
            {
                return RefreshEndings.Superseded(error);
            }

            tokens = _seen = latest!;
        }
    }

    private async Task<AccessTokenResult> KeepAsync(TokenSet spent, TokenResponse response)
    {
        IdTokenFinding finding = spent.IdToken is not { } previous ? IdTokenFinding.Good
            : response.IsIdTokenMalformed ? IdTokenCheck.Unreadable
            : response.IdToken is { } idToken ? IdTokenCheck.CheckRefreshed(idToken, previous, spent.Nonce, slot.Key.ClientId, parts.TimeProvider.GetUtcNow())
            : IdTokenFinding.Good;
        if (finding.IsForeign)
        {
            // Somebody else's tokens. They are neither used nor revoked: who they belong to may need them. Ours is used up all the same.
            (AccessTokenResult? answer, _) = await CondemnAsync(spent, finding.Error!, insist: true).ConfigureAwait(false);
            return answer ?? RefreshEndings.Superseded(finding.Error);
        }

        TokenSet renewed = RefreshedTokens.From(spent, response, parts.TimeProvider.GetUtcNow(), keepsIdToken: finding.Error is not null);
        TokenSet? kept = await _keeper.KeepAsync(spent, renewed).ConfigureAwait(false);
        if (ReferenceEquals(kept, renewed))
        {
            Log.RefreshEnded(parts.Logger, slot.Key.Provider, "available");
            return _judge.Adopt(renewed, finding.Error is null ? null : RefreshEndings.IdTokenKept(finding.Error));
        }

        // Somebody signed in or out meanwhile, without the lock. Of a grant that was signed out nothing is to stay. Beside a new one it is let be:
        // some servers end with one token whatever the user gave to the client.
        _orphan = kept is null ? renewed : null;
        Log.NewerTokensAdopted(parts.Logger, slot.Key.Provider);
        return _judge.Judge(kept) ?? RefreshEndings.Superseded();
    }

    /// <summary>Writes down that a refresh token is of no more use, unless others have taken its place: the refusal is about the token that was sent.</summary>
    private async Task<(AccessTokenResult? Answer, TokenSet? Latest)> CondemnAsync(TokenSet tokens, OAuthError error, bool insist)
    {
        GrantRefusal refusal = TokenKeeper.RefusalOf(error, parts.TimeProvider.GetUtcNow());
        EntryMark mark = EntryMark.Of(tokens);
        slot.Dead = new DeadGrant(mark, refusal);
        TokenSet? latest = await _keeper.ReadAsync().ConfigureAwait(false);
        if (latest is not null && mark.IsOf(latest))
        {
            Log.RefreshEnded(parts.Logger, slot.Key.Provider, "sign_in_required");
            await _keeper.MarkAsync(latest, refusal, insist).ConfigureAwait(false);
            return (_judge.Refused(latest, refusal, error), latest);
        }

        Log.NewerTokensAdopted(parts.Logger, slot.Key.Provider);
        return (_judge.Judge(latest), latest);
    }

    private async Task RevokeOrphanAsync()
    {
        if (_orphan is null)
        {
            return;
        }

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10), parts.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, parts.Work.Closing);
        try
        {
            (TokenRevocation outcome, _) = await parts.GuardedGrants.RevokeAsync(slot.Key, _orphan, either.Token).ConfigureAwait(false);
            Log.LateTokensRevoked(parts.Logger, slot.Key.Provider, outcome.ToString());
        }
        catch (OperationCanceledException)
        {
            Log.LateTokensRevoked(parts.Logger, slot.Key.Provider, nameof(TokenRevocation.Failed));
        }
    }
}
