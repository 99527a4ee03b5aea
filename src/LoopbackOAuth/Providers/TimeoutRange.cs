namespace LoopbackOAuth.Providers;

/// <summary>How long a sign-in may be given: 1 second to 1 hour, wherever a time is stated.</summary>
internal static class TimeoutRange
{
    public const int ShortestSeconds = 1;
    public const int LongestSeconds = 3600;

    public static bool Contains(TimeSpan timeout) =>
        timeout >= TimeSpan.FromSeconds(ShortestSeconds) && timeout <= TimeSpan.FromSeconds(LongestSeconds);
}
