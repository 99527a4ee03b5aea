using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What is reported of one refresh. Many callers may wait for it, so that its activity is a trace of its own, with a link to the caller that it began for.</summary>
internal static class RefreshTelemetry
{
    /// <summary>Runs a refresh and reports it.</summary>
    /// <param name="provider">The id of the provider.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="refresh">The refresh.</param>
    public static async Task<AccessTokenResult> ObserveAsync(string provider, TimeProvider timeProvider, Func<Task<AccessTokenResult>> refresh)
    {
        using TelemetrySpan? span = TelemetrySpan.StartShared(LoopbackOAuthTelemetry.RefreshActivity);
        span?.Tag(LoopbackOAuthTelemetry.ProviderTag, TelemetryValues.Provider(provider));
        long begun = timeProvider.GetTimestamp();
        string outcome = TelemetryValues.Interrupted;
        string? error = TelemetryValues.Interrupted;
        try
        {
            AccessTokenResult result = await refresh().ConfigureAwait(false);
            (outcome, error) = Judge(result);
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

    private static (string Outcome, string? Error) Judge(AccessTokenResult result) => result switch
    {
        AccessTokenResult.Available { Warning: null } => ("refreshed", null),
        AccessTokenResult.Available { IsStored: false } unsaved => ("not_stored", unsaved.Warning.Code),
        AccessTokenResult.Available kept => ("old_token_kept", kept.Warning.Code),
        _ => (result.Kind, result.Code),
    };
}
