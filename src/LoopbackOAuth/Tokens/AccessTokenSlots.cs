using System.Collections.Concurrent;

namespace LoopbackOAuth.Tokens;

/// <summary>The slots of a process, one a key. Callers name the keys, so there is a bound.</summary>
internal sealed class AccessTokenSlots
{
    /// <summary>Above this many, those that are not in use and hold nothing that is nowhere else are dropped.</summary>
    public const int Most = 1000;

    private readonly ConcurrentDictionary<TokenKey, AccessTokenSlot> _slots = new(TokenKeyComparer.Instance);

    // Most programs ask for one entry, again and again and with the same key.
    private AccessTokenSlot? _latest;
    private int _sweepAbove = Most;

    public int Count => _slots.Count;

    /// <summary>The slot of a key, if there is one, to look at what is in memory.</summary>
    public AccessTokenSlot? Find(TokenKey key) => Volatile.Read(ref _latest) is { } latest && ReferenceEquals(latest.Key, key) ? latest : Look(key);

    /// <summary>Enters the slot of a key.</summary>
    public AccessTokenSlot Enter(TokenKey key)
    {
        while (true)
        {
            AccessTokenSlot slot = Find(key) ?? Add(key);
            if (slot.TryEnter())
            {
                return slot;
            }

            Drop(slot);
        }
    }

    /// <summary>Leaves a slot, which goes when its entry is gone and nobody else uses it.</summary>
    public void Leave(AccessTokenSlot slot, bool isGone = false)
    {
        slot.Leave();
        if (isGone && slot.TryRetire())
        {
            Drop(slot);
        }
    }

    /// <summary>Those that hold tokens that are nowhere else.</summary>
    public AccessTokenSlot[] Holding() => [.. _slots.Values.Where(slot => slot.Unsaved is not null)];

    private AccessTokenSlot? Look(TokenKey key)
    {
        if (!_slots.TryGetValue(key, out AccessTokenSlot? slot))
        {
            return null;
        }

        Volatile.Write(ref _latest, slot);
        return slot;
    }

    private AccessTokenSlot Add(TokenKey key)
    {
        AccessTokenSlot slot = _slots.GetOrAdd(key, static key => new AccessTokenSlot(key));
        if (_slots.Count > Volatile.Read(ref _sweepAbove))
        {
            Sweep();
        }

        return slot;
    }

    private void Sweep()
    {
        int left = _slots.Count;
        foreach (AccessTokenSlot slot in _slots.Values)
        {
            if (left <= Most / 2)
            {
                break;
            }

            if (slot.TryRetire())
            {
                Drop(slot);
                left--;
            }
        }

        // Where nearly all are in use, not each further one is worth another walk.
        Volatile.Write(ref _sweepAbove, Math.Max(Most, 2 * left));
    }

    private void Drop(AccessTokenSlot slot)
    {
        _slots.TryRemove(new KeyValuePair<TokenKey, AccessTokenSlot>(slot.Key, slot));
        Interlocked.CompareExchange(ref _latest, null, slot);
    }
}
