using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>status --json</c> and <c>list --json</c>: the store, its entries, its damage. It has no place for a token.</summary>
internal sealed record StoreReport
{
    private const int ShortestId = 8;

    private int? _idLength;

    public required StorePlaceReport Store { get; init; }

    public required IReadOnlyList<EntryReport> Entries { get; init; }

    public required IReadOnlyList<DamageReport> Damaged { get; init; }

    /// <summary>The providers that are known and that nothing is stored of, when they were asked for.</summary>
    public IReadOnlyList<string>? NotSignedIn { get; init; }

    public static StoreReport Of(OpenedStore store, TokenEntryList list, DateTimeOffset now) => new()
    {
        Store = StorePlaceReport.Of(store),
        Entries = [.. list.Select(entry => EntryReport.Of(entry, now))],
        Damaged = [.. list.Damaged.Select(DamageReport.Of)],
    };

    /// <summary>As much of an id as tells every id from all others.</summary>
    public string Short(string id) => id[..Math.Min(id.Length, _idLength ??= IdLength())];

    /// <summary>Says on standard error what cannot be used, why, and what to do.</summary>
    public void PrintDamage()
    {
        int? width = Console.IsErrorRedirected ? null : Tables.TerminalWidth();
        foreach (string line in Damaged.SelectMany(damage => damage.Lines(Short(damage.Id), width)))
        {
            Terminal.Error(line);
        }
    }

    /// <summary>Says on standard error where entries are kept, and what is kept elsewhere.</summary>
    public void PrintPlace()
    {
        Terminal.Error($"Store: {Store.Location} (of {Store.Owner ?? "this user"}); {(Store.Kind == StorePlaceReport.Keyring ? "the keyring" : "private files")}");
        if (Store.Notice is { } notice)
        {
            Terminal.Error($"note: {notice}");
        }
    }

    private int IdLength()
    {
        string[] ids = [.. Entries.Select(entry => entry.Id).Concat(Damaged.Select(damage => damage.Id)).Order(StringComparer.Ordinal)];
        int length = ShortestId;
        for (int index = 1; index < ids.Length; index++)
        {
            length = Math.Max(length, ids[index].AsSpan().CommonPrefixLength(ids[index - 1]) + 1);
        }

        return length;
    }
}
