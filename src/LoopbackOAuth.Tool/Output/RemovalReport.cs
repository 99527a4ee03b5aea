namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>remove --json</c>.</summary>
internal sealed record RemovalReport
{
    public required string Removed { get; init; }

    public string? Provider { get; init; }

    public string? Account { get; init; }

    public string? Location { get; init; }
}
