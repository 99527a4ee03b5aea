using System.Collections;

namespace LoopbackOAuth.Tokens;

/// <summary>What a store holds: the entries that can be read, and beside them those that cannot, so that one damaged entry hides no other.</summary>
public sealed class TokenEntryList : IReadOnlyList<TokenEntry>
{
    private readonly IReadOnlyList<TokenEntry> _entries;

    /// <summary>Creates a list.</summary>
    /// <param name="entries">The entries, in any order. They are put in that of <see cref="ITokenStore.ListAsync"/>.</param>
    /// <param name="damaged">What is there but cannot be used. The default is nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    public TokenEntryList(IEnumerable<TokenEntry> entries, IEnumerable<DamagedTokenEntry>? damaged = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries = TokenEntryOrder.Sort(entries);
        Damaged = [.. damaged ?? []];
    }

    /// <summary>What is there but cannot be used, each with the reason.</summary>
    public IReadOnlyList<DamagedTokenEntry> Damaged { get; }

    /// <summary>How many entries can be read.</summary>
    public int Count => _entries.Count;

    /// <summary>An entry by its place in the order.</summary>
    /// <param name="index">The place, from 0.</param>
    public TokenEntry this[int index] => _entries[index];

    /// <inheritdoc/>
    public IEnumerator<TokenEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
