using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What is reported of one sign-out.</summary>
internal static class SignOutTelemetry
{
    /// <summary>Runs a sign-out and reports it.</summary>
    /// <param name="provider">The id of the provider.</param>
    /// <param name="signOut">The sign-out.</param>
    public static async Task<SignOutResult> ObserveAsync(string provider, Func<Task<SignOutResult>> signOut)
    {
        using TelemetrySpan? span = TelemetrySpan.Start(LoopbackOAuthTelemetry.SignOutActivity);
        span?.Tag(LoopbackOAuthTelemetry.ProviderTag, TelemetryValues.Provider(provider));
        SignOutResult result = await signOut().ConfigureAwait(false);
        if (span is not null)
        {
            Report(span, result);
        }

        return result;
    }

    /// <summary>Runs a revocation and reports it.</summary>
    /// <param name="revoke">The revocation.</param>
    public static async Task<(TokenRevocation Outcome, Protocol.OAuthError? Error)> ObserveRevocationAsync(Func<Task<(TokenRevocation Outcome, Protocol.OAuthError? Error)>> revoke)
    {
        using TelemetrySpan? span = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.RevokeActivity);
        (TokenRevocation outcome, Protocol.OAuthError? error) = await revoke().ConfigureAwait(false);
        span?.Tag(LoopbackOAuthTelemetry.RevocationTag, TelemetryValues.Revocation(outcome));
        if (error is null)
        {
            span?.Succeed();
        }
        else
        {
            span?.Fail(error.Code, error.StatusCode);
        }

        return (outcome, error);
    }

    private static void Report(TelemetrySpan span, SignOutResult result)
    {
        span.Tag(LoopbackOAuthTelemetry.RemovalTag, TelemetryValues.Removal(result.Removal));
        span.Tag(LoopbackOAuthTelemetry.RevocationTag, TelemetryValues.Revocation(result.Revocation));
        if (result.StoreProblem is { } problem)
        {
            span.Fail(problem.Code);
        }
        else if (result.RevocationError is { } error)
        {
            span.Fail(error.Code, error.StatusCode);
        }
        else
        {
            span.Succeed();
        }
    }
}
