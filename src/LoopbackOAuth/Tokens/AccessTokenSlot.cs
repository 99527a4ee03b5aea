using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What this process knows of one entry, and the one walk that may be under way for it.</summary>
internal sealed class AccessTokenSlot(TokenKey key)
{
    private readonly object _gate = new();
    private Flight? _flight;
    private int _users;
    private bool _isRetired;
    private volatile CachedToken? _cached;

    public TokenKey Key => key;

    public CachedToken? Cached => _cached;

    /// <summary>Taken by a refresh, a sign-in and a sign-out: of these there is one at a time, also with a store without locks.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>New tokens that the store would not take, or <see langword="null"/>. Touched by whoever has the turn.</summary>
    public UnsavedTokens? Unsaved { get; set; }

    /// <summary>A time without requests, or <see langword="null"/>. Touched by whoever has the turn.</summary>
    public Cooldown? Cooldown { get; set; }

    /// <summary>The entry that must not be refreshed again, or <see langword="null"/>. Touched by whoever has the turn.</summary>
    public DeadGrant? Dead { get; set; }

    /// <summary>An access token that a resource server refused and that cannot be refreshed any more, or <see langword="null"/>. Touched by whoever has the turn.</summary>
    public Secret? RefusedToken { get; set; }

    /// <summary>How much earlier than others this process refreshes an access token, and which. Touched by whoever has the turn.</summary>
    public Secret? JitterFor { get; set; }

    public TimeSpan Jitter { get; set; }

    /// <summary>Makes a result the answer for some time, from a time on.</summary>
    public AccessTokenResult.Available Cache(AccessTokenResult.Available result, DateTimeOffset since, DateTimeOffset freshUntil)
    {
        _cached = new CachedToken(result, since, freshUntil);
        return result;
    }

    public void Forget() => _cached = null;

    /// <summary>Forgets everything: the entry is another one now, or gone.</summary>
    public void Reset()
    {
        Unsaved = null;
        Cooldown = null;
        Dead = null;
        RefusedToken = null;
        Forget();
    }

    /// <summary>Keeps the slot in use until <see cref="Leave"/>. What is in memory may be looked at without that.</summary>
    /// <returns><see langword="false"/> when it is out of use for good: then there is another one, or none.</returns>
    public bool TryEnter()
    {
        lock (_gate)
        {
            _users += _isRetired ? 0 : 1;
            return !_isRetired;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _users--;
        }
    }

    /// <summary>Takes the slot out of use, unless somebody uses it or it holds tokens that nobody else has.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            if (_users > 0 || Unsaved is not null)
            {
                return false;
            }

            _isRetired = true;
            Forget();
            return true;
        }
    }

    /// <summary>The walk under way, or a new one. For whoever has entered.</summary>
    /// <exception cref="ObjectDisposedException">None is under way, and none begins any more.</exception>
    public Flight Join(AccessTokenParts parts, AccessTokenDemand demand)
    {
        lock (_gate)
        {
            if (_flight is not { Task.IsCompleted: false })
            {
                parts.Work.Begin();
                _users++;

                // On another thread: it must neither begin on the caller's time nor end with the caller.
                _flight = new Flight(demand, Task.Run(() => FlyAsync(parts, demand)));
            }

            return _flight;
        }
    }

    /// <summary>Lets nobody join the walk under way any more. For that walk, which has the turn.</summary>
    public void EndFlight()
    {
        lock (_gate)
        {
            _flight = null;
        }
    }

    private async Task<AccessTokenResult> FlyAsync(AccessTokenParts parts, AccessTokenDemand demand)
    {
        try
        {
            return await new RefreshRun(parts, this, demand).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            Leave();
            parts.Work.End();
        }
    }
}
