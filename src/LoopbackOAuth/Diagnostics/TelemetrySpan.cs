using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// An activity that somebody records, and the only way to write into one: every text goes through <see cref="TelemetryValues"/>. Where nobody listens there is none,
/// and nothing is spent. Disposing it ends it.
/// </summary>
internal sealed class TelemetrySpan : IDisposable
{
    private readonly Activity _activity;
    private bool _isJudged;

    private TelemetrySpan(Activity activity) => _activity = activity;

    /// <summary>An activity within the caller's own.</summary>
    public static TelemetrySpan? Start(string name) => TelemetryGate.IsOpen ? Open(name) : null;

    /// <summary>A step of a recorded activity of this library.</summary>
    public static TelemetrySpan? StartStep(string name) => TelemetryGate.IsOpen ? OpenStep(name) : null;

    /// <summary>An activity that serves many callers. Only for asynchronous methods, which give the caller back its own current activity.</summary>
    public static TelemetrySpan? StartShared(string name) => TelemetryGate.IsOpen ? OpenShared(name) : null;

    /// <summary>Adds a tag.</summary>
    /// <param name="tag">The name.</param>
    /// <param name="value">The value: one of a closed set.</param>
    public void Tag(string tag, string value) => _activity.SetTag(tag, value);

    /// <summary>Adds a count.</summary>
    public void Tag(string tag, int count) => _activity.SetTag(tag, count);

    /// <summary>All went well.</summary>
    public void Succeed() => _isJudged = true;

    /// <summary>It failed.</summary>
    /// <param name="code">Why, as anybody may have said it.</param>
    /// <param name="httpStatus">The HTTP status of the answer, if there was one.</param>
    public void Fail(string code, int? httpStatus = null)
    {
        _isJudged = true;
        string error = TelemetryValues.Error(code);
        _activity.SetTag(LoopbackOAuthTelemetry.ErrorTypeTag, error);
        if (httpStatus is >= 100 and <= 599)
        {
            _activity.SetTag(LoopbackOAuthTelemetry.HttpStatusTag, httpStatus.Value);
        }

        _activity.SetStatus(ActivityStatusCode.Error, error);
    }

    /// <summary>Ends it. What was judged neither way ended by an exception: a cancel, the deadline, or a fault.</summary>
    public void Dispose()
    {
        if (!_isJudged)
        {
            Fail(TelemetryValues.Interrupted);
        }

        _activity.Dispose();
    }

    // Apart, so that nothing that names an activity is compiled before the gate is open.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetrySpan? Open(string name) => Of(TelemetrySource.Start(name));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetrySpan? OpenStep(string name) => Of(TelemetrySource.StartStep(name));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetrySpan? OpenShared(string name) => Of(TelemetrySource.StartShared(name));

    private static TelemetrySpan? Of(Activity? activity) => activity is null ? null : new TelemetrySpan(activity);
}
