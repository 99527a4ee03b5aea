using System.Globalization;

namespace LoopbackOAuth.Interaction;

/// <summary>Writes a span of time for people: <c>4:32</c>, <c>1:00:00</c>.</summary>
internal static class TimeLeft
{
    /// <summary>Rounds up to whole seconds, so that "0:00" means that time is up.</summary>
    public static string Format(TimeSpan left)
    {
        long seconds = WholeSeconds(left);
        return seconds >= 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
    }

    public static long WholeSeconds(TimeSpan left) =>
        left <= TimeSpan.Zero ? 0 : (left.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
