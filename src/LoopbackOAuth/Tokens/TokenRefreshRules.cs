namespace LoopbackOAuth.Tokens;

/// <summary>The legal ranges of the refresh settings.</summary>
internal static class TokenRefreshRules
{
    /// <summary>What is wrong, in sentences; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(TokenRefreshOptions options)
    {
        if (!IsBetween(options.RefreshBefore, TimeSpan.FromHours(1)))
        {
            yield return $"{nameof(options.RefreshBefore)} must be between 0 and 1 hour.";
        }

        if (!IsBetween(options.Jitter, TimeSpan.FromMinutes(10)))
        {
            yield return $"{nameof(options.Jitter)} must be between 0 and 10 minutes.";
        }

        if (!IsBetween(options.RetryFor, TimeSpan.FromMinutes(5)))
        {
            yield return $"{nameof(options.RetryFor)} must be between 0 and 5 minutes.";
        }
    }

    private static bool IsBetween(TimeSpan time, TimeSpan longest) => time >= TimeSpan.Zero && time <= longest;
}
