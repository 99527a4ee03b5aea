namespace LoopbackOAuth.Tokens;

/// <summary>What a store can promise.</summary>
public sealed record TokenStoreCapabilities
{
    /// <summary>Whether entries survive the process.</summary>
    public required bool IsPersistent { get; init; }

    /// <summary>Whether entries are encrypted at rest by the operating system.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Whether several processes can write at once without losing an entry.</summary>
    public required bool IsSafeAcrossProcesses { get; init; }

    /// <summary>Where the entries are, in words or as a path.</summary>
    public required string Location { get; init; }
}
