namespace LoopbackOAuth.Tool.Commands;

/// <summary>An entry's id as a user types it: the whole, or a beginning that only one has.</summary>
internal readonly record struct EntryId
{
    private const int Shortest = 4;
    private const int UsualLength = 8;

    private readonly string _beginning;

    private EntryId(string beginning) => _beginning = beginning;

    /// <exception cref="UsageException">It is so short that it may be mistyped.</exception>
    public static EntryId Parse(string text) =>
        text.Length >= Shortest ? new EntryId(text) : throw new UsageException($"An id has {Shortest} characters at least.", "'loopback-oauth list' shows the ids.");

    /// <summary>As much of an id as people read.</summary>
    public static string Brief(string id) => id[..Math.Min(id.Length, UsualLength)];

    public bool Fits(string id) => id.StartsWith(_beginning, StringComparison.OrdinalIgnoreCase);
}
