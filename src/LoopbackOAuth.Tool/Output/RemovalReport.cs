namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>remove --json</c>.</summary>
internal sealed record RemovalReport
{
    public required string Removed { get; init; }

    public string? Provider { get; init; }

    public string? Account { get; init; }

    public string? Location { get; init; }

    /// <summary>Always the same: a removal tells the server nothing. It stands here for scripts that believe otherwise.</summary>
    public string Revocation { get; init; } = "not_tried";
}
