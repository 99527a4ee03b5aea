using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>One refresh at the server, with the tries that it takes. A request that has begun is never cut short: its answer may hold the only good refresh token.</summary>
internal sealed class RefreshCall(AccessTokenParts parts, TokenKey key)
{
    private const int MostTries = 4;

    /// <param name="tokens">The tokens whose refresh token is spent.</param>
    /// <param name="canWait">Whether there is a good token meanwhile, so that nobody need wait for further tries.</param>
    public async Task<ProtocolResult<TokenResponse>> RunAsync(TokenSet tokens, bool canWait)
    {
        long begun = parts.TimeProvider.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            ProtocolResult<TokenResponse> result = await parts.GuardedGrants.RefreshAsync(key, tokens, parts.Work.Closing).ConfigureAwait(false);
            if (result.TryGet(out _, out OAuthError? error) || canWait || attempt == MostTries || !RefreshVerdicts.IsWorthAnotherTry(error))
            {
                return result;
            }

            TimeSpan wait = RefreshTiming.Backoff(attempt);
            wait = error.RetryAfter > wait ? error.RetryAfter.Value : wait;
            if (parts.TimeProvider.GetElapsedTime(begun) + wait > parts.Options.RetryFor || !await IsWaitedAsync(wait).ConfigureAwait(false))
            {
                return result;
            }
        }
    }

    private async Task<bool> IsWaitedAsync(TimeSpan wait)
    {
        Log.RefreshIsTriedAgain(parts.Logger, key.Provider, (long)wait.TotalMilliseconds);
        try
        {
            await Task.Delay(wait, parts.TimeProvider, parts.Work.Closing).ConfigureAwait(false);
            return !parts.Work.Closing.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
