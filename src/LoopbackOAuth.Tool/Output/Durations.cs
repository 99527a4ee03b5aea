namespace LoopbackOAuth.Tool.Output;

/// <summary>Times in words.</summary>
internal static class Durations
{
    public static string Until(DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (expiresAt is not { } end)
        {
            return "not stated";
        }

        TimeSpan left = end - now;
        return left <= TimeSpan.Zero ? "expired" : $"in {Words(left)}";
    }

    private static string Words(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => $"{time.TotalDays:0} days",
        { TotalHours: >= 2 } => $"{time.TotalHours:0} hours",
        { TotalMinutes: >= 2 } => $"{time.TotalMinutes:0} minutes",
        _ => $"{time.TotalSeconds:0} seconds",
    };
}
