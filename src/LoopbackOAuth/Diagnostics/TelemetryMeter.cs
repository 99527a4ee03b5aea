using System.Diagnostics.Metrics;

namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// The meter, one for the process, because the library is as often used without a container as with one, and listeners go by its name. Nobody may touch it while
/// <see cref="TelemetryGate"/> is closed.
/// </summary>
internal static class TelemetryMeter
{
    private static readonly Meter s_meter = new(LoopbackOAuthTelemetry.MeterName, TelemetrySource.Version);

    public static Counter<long> SignIns { get; } = s_meter.CreateCounter<long>(
        LoopbackOAuthTelemetry.SignInsInstrument, "{sign_in}", "Sign-ins and browser legs that ended.");

    public static UpDownCounter<long> ActiveSignIns { get; } = s_meter.CreateUpDownCounter<long>(
        LoopbackOAuthTelemetry.ActiveSignInsInstrument, "{sign_in}", "Sign-ins and browser legs under way.");

    public static Counter<long> Refusals { get; } = s_meter.CreateCounter<long>(
        LoopbackOAuthTelemetry.RefusalsInstrument, "{delivery}", "Deliveries that did not count as the response.");

    // A user takes seconds to minutes; the longest wait is an hour.
    public static Histogram<double> CallbackDuration { get; } = s_meter.CreateHistogram(
        LoopbackOAuthTelemetry.CallbackDurationInstrument,
        "s",
        "From the authorization URL being shown to the response being accepted.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1800] });

    public static Counter<long> Refreshes { get; } = s_meter.CreateCounter<long>(
        LoopbackOAuthTelemetry.RefreshesInstrument, "{refresh}", "Refreshes that ended.");

    public static Histogram<double> RefreshDuration { get; } = s_meter.CreateHistogram(
        LoopbackOAuthTelemetry.RefreshDurationInstrument,
        "s",
        "How long refreshes took.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });
}
