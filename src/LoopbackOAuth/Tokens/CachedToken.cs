namespace LoopbackOAuth.Tokens;

/// <summary>An answer that is given again without a thought for some time.</summary>
/// <param name="result">The answer.</param>
/// <param name="since">From when on. A clock that shows an earlier time was set back, and knows nothing of the token's age.</param>
/// <param name="freshUntil">Until when.</param>
internal sealed class CachedToken(AccessTokenResult.Available result, DateTimeOffset since, DateTimeOffset freshUntil)
{
    private readonly long _since = since.UtcTicks;
    private readonly long _freshUntil = freshUntil.UtcTicks;

    public AccessTokenResult.Available Result => result;

    public bool IsFresh(long utcTicks) => utcTicks < _freshUntil && utcTicks >= _since;
}
