namespace LoopbackOAuth.Tokens;

/// <summary>Inside an entry's file: why its grant is of no more use.</summary>
internal sealed class TokenFileRefusal
{
    public string? Code { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Whether nothing is missing that every refusal has.</summary>
    internal bool IsWhole => Code is not null && At is not null;

    internal static TokenFileRefusal From(GrantRefusal refusal) => new()
    {
        Code = refusal.Code,
        Description = refusal.Description,
        At = refusal.At.ToUniversalTime(),
    };

    internal GrantRefusal ToRefusal() => new(Code!, Description, At!.Value.ToUniversalTime());
}
