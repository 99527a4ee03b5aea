using System.Security.Cryptography;

namespace LoopbackOAuth.Tokens;

/// <summary>When to refresh, and how long to wait between two tries.</summary>
internal static class RefreshTiming
{
    /// <summary>How long a server's wish to wait is heeded at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>How long a token that is still good is used before an early refresh that failed is tried again.</summary>
    public static readonly TimeSpan EarlyRetry = TimeSpan.FromSeconds(30);

    /// <summary>Until when a token is used without a thought: some time before its expiry, but at least for three quarters of its life.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="options">How long before.</param>
    /// <param name="jitter">How much earlier still.</param>
    public static DateTimeOffset FreshUntil(TokenSet tokens, TokenRefreshOptions options, TimeSpan jitter)
    {
        if (tokens.ExpiresAt is not { } expiry)
        {
            return DateTimeOffset.MaxValue;
        }

        long quarter = Math.Max(0, (expiry - tokens.ObtainedAt).Ticks / 4);
        long early = Math.Min(quarter, (options.RefreshBefore + jitter).Ticks);
        return new DateTimeOffset(Math.Max(0, expiry.UtcTicks - early), TimeSpan.Zero);
    }

    /// <summary>Draws how much earlier.</summary>
    public static TimeSpan DrawJitter(TokenRefreshOptions options) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)options.Jitter.TotalMilliseconds + 1));

    /// <summary>How long to wait after a try that failed: 1 second, 2, 4 and so on, a quarter more or less.</summary>
    /// <param name="attempt">Which try it was, from 1.</param>
    public static TimeSpan Backoff(int attempt) =>
        TimeSpan.FromMilliseconds((1000 << Math.Min(attempt - 1, 6)) * (RandomNumberGenerator.GetInt32(75, 126) / 100.0));
}
