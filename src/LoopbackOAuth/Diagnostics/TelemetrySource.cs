using System.Diagnostics;

namespace LoopbackOAuth.Diagnostics;

/// <summary>The source of activities. Nobody may touch it while <see cref="TelemetryGate"/> is closed.</summary>
internal static class TelemetrySource
{
    private static readonly ActivitySource s_source = new(LoopbackOAuthTelemetry.ActivitySourceName, Version);

    /// <summary>The version of the library, as the source and the meter state it.</summary>
    public static string? Version => typeof(TelemetrySource).Assembly.GetName().Version?.ToString(3);

    /// <summary>Starts an activity within the caller's own, if there is one.</summary>
    public static Activity? Start(string name) => s_source.StartActivity(name);

    /// <summary>Starts a step of an activity of this library; nothing when that one is not recorded, so that a step never becomes a trace of its own.</summary>
    public static Activity? StartStep(string name) => Activity.Current is { } parent && parent.Source == s_source ? s_source.StartActivity(name) : null;

    /// <summary>Starts an activity that serves many callers: a trace of its own, with a link to the caller that it began for.</summary>
    public static Activity? StartShared(string name)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        Activity? caller = Activity.Current;
        Activity.Current = null;
        Activity? activity = s_source.StartActivity(name, ActivityKind.Internal, parentContext: default, links: caller is null ? null : [new ActivityLink(caller.Context)]);
        if (activity is null)
        {
            Activity.Current = caller;
        }

        return activity;
    }
}
