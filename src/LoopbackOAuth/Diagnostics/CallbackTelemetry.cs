using System.Runtime.CompilerServices;

namespace LoopbackOAuth.Diagnostics;

/// <summary>What is measured about deliveries.</summary>
internal static class CallbackTelemetry
{
    /// <summary>Counts a delivery that did not count as the response. It never throws: whoever sends wrong ones must not be able to end a sign-in by a listener's failure.</summary>
    public static void Refused(Enum refusal, string transport)
    {
        if (TelemetryGate.IsOpen)
        {
            CountRefusal(refusal, transport);
        }
    }

    /// <summary>Measures how long the accepted response took.</summary>
    public static void Arrived(TimeSpan wait, Enum channel, string environment)
    {
        if (TelemetryGate.IsOpen)
        {
            MeasureWait(wait, channel, environment);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CountRefusal(Enum refusal, string transport)
    {
        try
        {
            if (TelemetryMeter.Refusals.Enabled)
            {
                TelemetryMeter.Refusals.Add(
                    1,
                    new(LoopbackOAuthTelemetry.RefusalReasonTag, TelemetryValues.RefusalReason(refusal)),
                    new(LoopbackOAuthTelemetry.TransportTag, TelemetryValues.Transport(transport)));
            }
        }
#pragma warning disable CA1031 // A listener is the caller's own code.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MeasureWait(TimeSpan wait, Enum channel, string environment)
    {
        if (TelemetryMeter.CallbackDuration.Enabled)
        {
            TelemetryMeter.CallbackDuration.Record(
                wait.TotalSeconds,
                new(LoopbackOAuthTelemetry.ChannelTag, TelemetryValues.Channel(channel)),
                new(LoopbackOAuthTelemetry.EnvironmentTag, TelemetryValues.Environment(environment)));
        }
    }
}
