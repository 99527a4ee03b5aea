using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What is reported of one refresh. Many callers may wait for it, so that its activity is a trace of its own, with a link to the caller that it began for.</summary>
internal static class RefreshTelemetry
{
    /// <summary>Runs a refresh and reports it.</summary>
    /// <param name="provider">The id of the provider.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="spent">The tokens that are refreshed.</param>
    /// <param name="refresh">The refresh.</param>
    public static async Task<AccessTokenResult> ObserveAsync(string provider, TimeProvider timeProvider, TokenSet spent, Func<Task<AccessTokenResult>> refresh)
    {
        using TelemetrySpan? span = TelemetrySpan.StartShared(LoopbackOAuthTelemetry.RefreshActivity);
        span?.Tag(LoopbackOAuthTelemetry.ProviderTag, TelemetryValues.Provider(provider));
        long begun = timeProvider.GetTimestamp();
        string outcome = TelemetryValues.Interrupted;
        string? error = TelemetryValues.Interrupted;
        try
        {
            AccessTokenResult result = await refresh().ConfigureAwait(false);
            (outcome, error) = Judge(result, spent);
            if (error is null)
            {
                span?.Succeed();
            }
            else
            {
                span?.Fail(error, result.ServerError?.StatusCode);
            }

            return result;
        }
        catch (TokenStoreException exception)
        {
            error = exception.Code;
            span?.Fail(error);
            throw;
        }
        finally
        {
            span?.Tag(LoopbackOAuthTelemetry.OutcomeTag, TelemetryValues.RefreshOutcome(outcome));
            RefreshMeasures.Ended(provider, outcome, error, timeProvider.GetElapsedTime(begun));
        }
    }

    // A warning alone says nothing of the outcome: new tokens may have one, too.
    private static (string Outcome, string? Error) Judge(AccessTokenResult result, TokenSet spent) => result switch
    {
        AccessTokenResult.Available { IsStored: false } unsaved => ("not_stored", unsaved.Warning?.Code),
        AccessTokenResult.Available { Warning: { } warning } kept when kept.AccessToken.Equals(spent.AccessToken) => ("old_token_kept", warning.Code),
        AccessTokenResult.Available => ("refreshed", null),
        _ => (result.Kind, result.Code),
    };
}
