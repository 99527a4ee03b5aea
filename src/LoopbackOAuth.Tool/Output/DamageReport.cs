using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One file of the store that cannot be used.</summary>
internal sealed record DamageReport
{
    /// <summary>The code of what a new sign-in has replaced.</summary>
    internal const string KeptAside = "store_kept_aside";

    public required string Id { get; init; }

    public required string Location { get; init; }

    public required string Error { get; init; }

    public required string ErrorDescription { get; init; }

    public required string Remedy { get; init; }

    public static DamageReport Of(DamagedTokenEntry entry) => new()
    {
        Id = entry.Id,
        Location = entry.Location,
        Error = entry.Error.Code,
        ErrorDescription = entry.Error.Message,
        Remedy = entry.Error.Remedy,
    };

    /// <summary>What people read of it.</summary>
    /// <param name="id">As much of its id as tells it from the others.</param>
    /// <param name="width">The width of the terminal, or <see langword="null"/> for whole sentences.</param>
    public IEnumerable<string> Lines(string id, int? width) =>
        WordWrap.Lines(Terminal.Clean($"{(Error == KeptAside ? "note" : "damaged")} [{id}]: {ErrorDescription}"), (width ?? int.MaxValue) - 1)
            .Concat(WordWrap.Lines(Terminal.Clean(Remedy), (width ?? int.MaxValue) - 1));
}
