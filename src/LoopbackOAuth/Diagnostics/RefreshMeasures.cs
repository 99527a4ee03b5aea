using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LoopbackOAuth.Diagnostics;

/// <summary>What is measured about refreshes.</summary>
internal static class RefreshMeasures
{
    /// <summary>Counts and measures a refresh that ended.</summary>
    /// <param name="provider">The id of the provider.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="error">The code, or <see langword="null"/> when all went well.</param>
    /// <param name="time">How long it took.</param>
    public static void Ended(string provider, string outcome, string? error, TimeSpan time)
    {
        if (TelemetryGate.IsOpen)
        {
            Measure(provider, outcome, error, time);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Measure(string provider, string outcome, string? error, TimeSpan time)
    {
        string ended = TelemetryValues.RefreshOutcome(outcome);
        TelemetryMeter.RefreshDuration.Record(
            time.TotalSeconds,
            new(LoopbackOAuthTelemetry.ProviderTag, TelemetryValues.Provider(provider)),
            new(LoopbackOAuthTelemetry.OutcomeTag, ended));

        // Not the provider: with the codes that would be more combinations than a metric is to have.
        TagList tags = new() { { LoopbackOAuthTelemetry.OutcomeTag, ended } };
        if (error is not null)
        {
            tags.Add(LoopbackOAuthTelemetry.ErrorTypeTag, TelemetryValues.Error(error));
        }

        TelemetryMeter.Refreshes.Add(1, tags);
    }
}
