using System.Security.Cryptography;

namespace LoopbackOAuth.Tokens;

/// <summary>When to refresh, and how long to wait between two tries.</summary>
internal static class RefreshTiming
{
    /// <summary>How long a server's wish to wait is heeded at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>How long a token that is still good is used before an early refresh that failed is tried again.</summary>
    public static readonly TimeSpan EarlyRetry = TimeSpan.FromSeconds(30);

    /// <summary>How long tokens count as new: for a demand that they do not meet another refresh would bring the like.</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromMinutes(1);

    /// <summary>Whether tokens were obtained a moment ago, also by a clock that was set back a little since.</summary>
    public static bool IsNew(TokenSet tokens, DateTimeOffset now) => (now - tokens.ObtainedAt).Duration() < NewFor;

    /// <summary>Whether tokens come from the future: then the clock was set back, and how old they are is not known.</summary>
    public static bool IsFromLater(TokenSet tokens, DateTimeOffset now) => tokens.ObtainedAt - now >= NewFor;

    /// <summary>Whether an access token had expired when it came (<c>expires_in</c> zero or less): the server cannot mean that, and a refresh brings the like.</summary>
    public static bool WasNeverGood(TokenSet tokens) => tokens.ExpiresAt <= tokens.ObtainedAt;

    /// <summary>When a token expires that lives for some seconds from now on.</summary>
    public static DateTimeOffset? ExpiryOf(long? seconds, DateTimeOffset now) => seconds switch
    {
        null => null,
        <= 0 => now,
        { } some => some < (DateTimeOffset.MaxValue - now).TotalSeconds ? now.AddSeconds(some) : DateTimeOffset.MaxValue,
    };

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

    /// <summary>How long no request is made after a refresh that failed: 5 seconds, 10, 20 and so on up to 60, a quarter more or less.</summary>
    /// <param name="failures">How many have failed one after the other, from 1.</param>
    public static TimeSpan Pause(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(60_000, 5_000 << Math.Min(failures - 1, 4)) * (RandomNumberGenerator.GetInt32(75, 126) / 100.0));

    /// <summary>How long to wait after a try that failed: 1 second, 2, 4 and so on, a quarter more or less.</summary>
    /// <param name="attempt">Which try it was, from 1.</param>
    public static TimeSpan Backoff(int attempt) =>
        TimeSpan.FromMilliseconds((1000 << Math.Min(attempt - 1, 6)) * (RandomNumberGenerator.GetInt32(75, 126) / 100.0));
}
