using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// What the refusals of one origin may cost: one forced refresh a minute, and one more when a request there has shown that the new token is good.
/// Otherwise a server that refuses everything would use up a refresh token with every request.
/// </summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class RefusalPause(TimeProvider timeProvider)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    // However good the tokens in between seem to be: the next server, path or method may refuse them all.
    private const int Most = 2;

    private readonly object _gate = new();

    // A refresh under way: for which token, and since when.
    private Secret? _asked;
    private long _askedAt;

    // The last one that brought a token: for which, which, and since when. Of those that followed each other within the minute, how many there were.
    private Secret? _refused;
    private Secret? _renewed;
    private long _renewedAt;
    private int _count;
    private bool _isGood;

    // The new token, while nothing is known of it.
    private volatile Secret? _awaited;

    /// <summary>Whether the refusal of a token may force a refresh. All who were refused with the same token at once may: together they cause one.</summary>
    public bool MayForce(Secret refused)
    {
        lock (_gate)
        {
            if (_asked is { } asked && timeProvider.GetElapsedTime(_askedAt) < Length)
            {
                return asked.Equals(refused);
            }

            if (_count > 0 && timeProvider.GetElapsedTime(_renewedAt) >= Length)
            {
                _count = 0;
            }

            if (_count > 0 && (_count >= Most || !_isGood || refused.Equals(_refused)))
            {
                return false;
            }

            _asked = refused;
            _askedAt = timeProvider.GetTimestamp();
            return true;
        }
    }

    /// <summary>A refresh that a refusal forced has ended.</summary>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="renewed">The token it brought, or <see langword="null"/> for none: then nothing was spent, and the provider knows when to try again.</param>
    public void Ended(Secret refused, Secret? renewed)
    {
        lock (_gate)
        {
            if (!refused.Equals(_asked))
            {
                return;
            }

            _asked = null;
            if (renewed is not null)
            {
                _refused = refused;
                _renewed = _awaited = renewed;
                _renewedAt = timeProvider.GetTimestamp();
                _isGood = false;
                _count++;
            }
        }
    }

    /// <summary>A request with a token was answered as only a good token is.</summary>
    public void Accepted(Secret token)
    {
        if (_awaited is not { } awaited || !token.Equals(awaited))
        {
            return;
        }

        lock (_gate)
        {
            if (token.Equals(_awaited))
            {
                _isGood = true;
                _awaited = null;
            }
        }
    }

    /// <summary>A request that was sent again was refused with the new token too: then it is about something else, whatever other requests bring.</summary>
    public void RefusedAgain(Secret token)
    {
        lock (_gate)
        {
            if (token.Equals(_renewed))
            {
                _isGood = false;
                _awaited = null;
                _renewedAt = timeProvider.GetTimestamp();
            }
        }
    }
}
