using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>One sign-out. The entry goes first: whatever then happens to the process or the network, nobody finds tokens here any more.</summary>
internal sealed class SignOutRun(AccessTokenParts parts, AccessTokenSlot slot)
{
    /// <summary>How much longer the lock is waited for when the caller has given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private TokenSet? _tokens;
    private bool _isLockedByOther;
    private TokenStoreException? _readProblem;
    private TokenStoreException? _removeProblem;

    public async Task<SignOutResult> RunAsync(CancellationToken cancellationToken)
    {
        bool wasThere = await RemoveAsync(cancellationToken).ConfigureAwait(false);
        (TokenRevocation outcome, OAuthError? error) = await RevokeAsync(cancellationToken).ConfigureAwait(false);
        SignOutResult result = new()
        {
            Key = slot.Key,
            Removal = _removeProblem is not null ? EntryRemoval.Failed : wasThere ? EntryRemoval.Removed : EntryRemoval.NotThere,
            StoreProblem = _removeProblem,
            MayComeBack = _isLockedByOther && _removeProblem is null,
            Revocation = outcome,
            RevocationError = error,
        };
        Log.SignedOut(parts.Logger, slot.Key.Provider, result.Removal.ToString(), result.Revocation.ToString());
        return result;
    }

    private async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        // A refresh under way ends first; otherwise it would store new tokens after the removal.
        await slot.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            EntryLock entryLock = await LockAsync(cancellationToken).ConfigureAwait(false);
            await using (entryLock.ConfigureAwait(false))
            {
                try
                {
                    _tokens = await new TokenKeeper(parts, slot).ReadAsync().ConfigureAwait(false);
                }
                catch (TokenStoreException exception)
                {
                    _readProblem = exception;
                    _tokens = slot.Unsaved?.Tokens;
                }

                try
                {
                    return await parts.Store.RemoveAsync(slot.Key).ConfigureAwait(false);
                }
                catch (TokenStoreException exception)
                {
                    _removeProblem = exception;
                    return true;
                }
            }
        }
        finally
        {
            slot.Reset();
            slot.Turn.Release();
        }
    }

    private async Task<EntryLock> LockAsync(CancellationToken cancellationToken)
    {
        EntryLock entryLock;
        using CancellationTokenSource patience = new(parts.LockLimit, parts.TimeProvider);
        using (cancellationToken.Register(() => patience.CancelAfter(Grace)))
        {
            try
            {
                entryLock = await parts.Store.LockAsync(slot.Key, parts.LockLimit, parts.TimeProvider, patience.Token).ConfigureAwait(false);
            }
            catch (TokenStoreException)
            {
                // No lock is to be had here, which tells of no other process. Removing needs none.
                entryLock = new EntryLock(null, isTimedOut: false);
            }
            catch (OperationCanceledException)
            {
                entryLock = new EntryLock(null, isTimedOut: true);
            }
        }

        _isLockedByOther = entryLock.IsTimedOut;
        return entryLock;
    }

    private async Task<(TokenRevocation Outcome, OAuthError? Error)> RevokeAsync(CancellationToken cancellationToken)
    {
        if (_tokens is null)
        {
            return _readProblem is null
                ? (TokenRevocation.NothingToRevoke, null)
                : (TokenRevocation.Failed, Problem(_readProblem.Code, "The stored tokens could not be read, so there is nothing to revoke them by."));
        }

        try
        {
            return await SignOutTelemetry.ObserveRevocationAsync(() => parts.GuardedGrants.RevokeAsync(slot.Key, _tokens, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (TokenRevocation.Failed, Problem("cancelled", "The revocation was cancelled."));
        }
    }

    private static OAuthError Problem(string code, string words) => new()
    {
        Code = code,
        Description = words,
        Remedy = "Withdraw the access at the provider, if it must end now.",
    };
}
