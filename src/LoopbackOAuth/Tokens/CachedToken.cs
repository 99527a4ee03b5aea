namespace LoopbackOAuth.Tokens;

/// <summary>An answer that is given again without a thought for some time.</summary>
/// <param name="result">The answer.</param>
/// <param name="freshUntil">Until when.</param>
internal sealed class CachedToken(AccessTokenResult.Available result, DateTimeOffset freshUntil)
{
    private readonly long _freshUntil = freshUntil.UtcTicks;

    public AccessTokenResult.Available Result => result;

    public bool IsFresh(long utcTicks) => utcTicks < _freshUntil;
}
