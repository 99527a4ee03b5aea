using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>
/// Listens to activities and metrics as an application does, and keeps those of one test: the test is a trace of its own, and what runs beside it has another one.
/// </summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private const string Tests = "LoopbackOAuth.Tests";

    private static readonly ActivitySource s_tests = new(Tests);

    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ConcurrentQueue<Measured> _measurements = new();
    private readonly ActivityListener _activityListener;
    private readonly MeterListener _meterListener = new();

    /// <param name="isRecorded">Whether an activity of this name is recorded.</param>
    internal TelemetryRecorder(Func<string, bool>? isRecorded = null)
    {
        _activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is LoopbackOAuthTelemetry.ActivitySourceName or Tests,
            Sample = (ref ActivityCreationOptions<ActivityContext> asked) =>
                asked.Source.Name == Tests || (IsMine(asked.Parent, asked.Links) && isRecorded?.Invoke(asked.Name) != false)
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name != Tests && IsMine(activity.Context, activity.Links))
                {
                    _activities.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_activityListener);
        Root = s_tests.StartActivity("test")!;
        _meterListener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LoopbackOAuthTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meterListener.Start();
    }

    /// <summary>The caller's own activity.</summary>
    internal Activity Root { get; }

    internal IReadOnlyList<Activity> Activities => [.. _activities];

    internal IReadOnlyList<Measured> Measurements => [.. _measurements];

    internal Activity Activity(string name) => Assert.Single(Activities, activity => activity.OperationName == name);

    internal IReadOnlyList<Measured> Of(string instrument) => [.. Measurements.Where(measured => measured.Instrument.Name == instrument)];

    /// <summary>The activities below one, such as <c>sign_in!denied(probe,wait)</c>: after a name comes its error, and then its steps as they began.</summary>
    internal string Tree(Activity? top = null)
    {
        Activity[] steps = [.. Activities.Where(activity => activity.ParentSpanId == (top ?? Root).SpanId && activity.TraceId == (top ?? Root).TraceId).OrderBy(activity => activity.StartTimeUtc)];
        string below = string.Join(',', steps.Select(step => Tree(step)));
        if (top is null)
        {
            return below;
        }

        string? error = (string?)top.GetTagItem(LoopbackOAuthTelemetry.ErrorTypeTag);
        Assert.Equal(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, top.Status);
        Assert.Equal(error, top.StatusDescription);
        return $"{top.OperationName["loopback_oauth.".Length..]}{(error is null ? "" : "!" + error)}{(below.Length == 0 ? "" : $"({below})")}";
    }

    /// <summary>All that an exporter could show.</summary>
    internal IEnumerable<string> Everything() =>
    [
        .. Activities.SelectMany(activity => (string[])
        [
            activity.OperationName, activity.DisplayName, activity.StatusDescription ?? "", activity.TraceStateString ?? "",
            .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. activity.Baggage.Select(item => $"{item.Key}={item.Value}"),
            .. activity.Events.SelectMany(happened => happened.Tags.Select(tag => $"{happened.Name} {tag.Key}={tag.Value}")),
            .. activity.Links.SelectMany(link => (link.Tags ?? []).Select(tag => $"{tag.Key}={tag.Value}")),
        ]),
        .. Measurements.Select(measured => measured.ToString()),
    ];

    public void Dispose()
    {
        Root.Dispose();
        _activityListener.Dispose();
        _meterListener.Dispose();
    }

    private bool IsMine(ActivityContext context, IEnumerable<ActivityLink>? links) =>
        context.TraceId == Root.TraceId || links?.Any(link => link.Context.TraceId == Root.TraceId) == true;

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (System.Diagnostics.Activity.Current is { } current && IsMine(current.Context, current.Links))
        {
            _measurements.Enqueue(new Measured(instrument, value, tags.ToArray()));
        }
    }
}
