using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// What the refusals of one origin may cost: one forced refresh, and no further one for a while, until a request there shows the new token to be good.
/// Otherwise a server that refuses everything would use up a refresh token with every request.
/// </summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class RefusalPause(TimeProvider timeProvider)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private volatile Secret? _refused;
    private Secret? _renewed;
    private bool _isFutile;
    private long _since;

    /// <summary>Whether the refusal of a token may force a refresh. All who were refused with the same token at once may: together they cause one.</summary>
    public bool MayForce(Secret refused)
    {
        lock (_gate)
        {
            if (_refused is { } earlier && timeProvider.GetElapsedTime(_since) < Length)
            {
                return _renewed is null && earlier.Equals(refused);
            }

            _refused = refused;
            _renewed = null;
            _isFutile = false;
            _since = timeProvider.GetTimestamp();
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
            if (_renewed is not null || !refused.Equals(_refused))
            {
                return;
            }

            _renewed = renewed;
            _refused = renewed is null ? null : refused;
            _since = timeProvider.GetTimestamp();
        }
    }

    /// <summary>A request with a token was not refused.</summary>
    public void Accepted(Secret token)
    {
        if (_refused is null)
        {
            return;
        }

        lock (_gate)
        {
            if (!_isFutile && token.Equals(_renewed))
            {
                _refused = null;
                _renewed = null;
            }
        }
    }

    /// <summary>A request that was sent again was refused with the new token too: then it is about something else, whatever other requests bring.</summary>
    public void RefusedAgain(Secret token)
    {
        lock (_gate)
        {
            if (_refused is not null && token.Equals(_renewed))
            {
                _isFutile = true;
                _since = timeProvider.GetTimestamp();
            }
        }
    }
}
