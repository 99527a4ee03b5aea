namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>move-to-keyring --json</c>.</summary>
internal sealed record MoveReport
{
    public required IReadOnlyList<MovedEntryReport> Moved { get; init; }

    /// <summary>How many damaged files were left where they are.</summary>
    public required int DamagedLeft { get; init; }
}
