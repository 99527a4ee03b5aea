using System.Globalization;

namespace LoopbackOAuth.Tool.Output;

/// <summary>Times in words.</summary>
internal static class Durations
{
    /// <summary>When something expires, seen from now.</summary>
    public static string Until(DateTimeOffset? expiresAt, DateTimeOffset now) =>
        expiresAt is not { } end ? "not stated"
        : end > now ? $"in {Words(end - now)}"
        : $"expired {Words(now - end)} ago";

    /// <summary>A length of time, in the largest unit of which there are two or more.</summary>
    public static string Words(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => Count(time.TotalDays, "day"),
        { TotalHours: >= 2 } => Count(time.TotalHours, "hour"),
        { TotalMinutes: >= 2 } => Count(time.TotalMinutes, "minute"),
        _ => Count(Math.Max(1, time.TotalSeconds), "second"),
    };

    /// <summary>A day, which is the same for every reader.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Never more than there is.
    private static string Count(double number, string unit)
    {
        long whole = (long)Math.Floor(number);
        return string.Create(CultureInfo.InvariantCulture, $"{whole} {unit}{(whole == 1 ? "" : "s")}");
    }
}
