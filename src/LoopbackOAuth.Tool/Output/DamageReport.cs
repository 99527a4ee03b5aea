using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One file of the store that cannot be used.</summary>
internal sealed record DamageReport
{
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
}
