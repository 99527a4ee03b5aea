using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What this process knows of one entry, and the one walk that may be under way for it.</summary>
internal sealed class AccessTokenSlot(TokenKey key)
{
    private readonly object _gate = new();
    private Flight? _flight;
    private volatile CachedToken? _cached;

    public TokenKey Key => key;

    public CachedToken? Cached => _cached;

    /// <summary>Taken by a refresh, a sign-in and a sign-out: of these there is one at a time, also with a store without locks.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>New tokens that the store would not take, or <see langword="null"/>. Touched by whoever has the turn.</summary>
    public UnsavedTokens? Unsaved { get; set; }

    /// <summary>A server's wish to be left alone, or <see langword="null"/>. Touched by whoever has the turn.</summary>
    public Cooldown? Cooldown { get; set; }

    /// <summary>The refresh token that the server called dead, and what it said, in case the store could not be told. Touched by whoever has the turn.</summary>
    public Secret? DeadToken { get; set; }

    public GrantRefusal? Refusal { get; set; }

    /// <summary>How much earlier than others this process refreshes an access token, and which. Touched by whoever has the turn.</summary>
    public Secret? JitterFor { get; set; }

    public TimeSpan Jitter { get; set; }

    public AccessTokenResult.Available Cache(AccessTokenResult.Available result, DateTimeOffset freshUntil)
    {
        _cached = new CachedToken(result, freshUntil);
        return result;
    }

    public void Forget() => _cached = null;

    /// <summary>Forgets everything: the entry is another one now, or gone.</summary>
    public void Reset()
    {
        Unsaved = null;
        Cooldown = null;
        Forget();
    }

    /// <summary>The walk under way, or a new one.</summary>
    public Flight Join(AccessTokenParts parts, AccessTokenDemand demand)
    {
        lock (_gate)
        {
            if (_flight is not { Task.IsCompleted: false })
            {
                // On another thread: it must neither begin on the caller's time nor end with the caller.
                _flight = new Flight(demand, Task.Run(() => new RefreshRun(parts, this, demand).RunAsync()));
            }

            return _flight;
        }
    }
}
