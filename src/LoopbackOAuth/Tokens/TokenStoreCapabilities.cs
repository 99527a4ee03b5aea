namespace LoopbackOAuth.Tokens;

/// <summary>What a store can promise.</summary>
public sealed record TokenStoreCapabilities
{
    /// <summary>Whether entries survive the process.</summary>
    public required bool IsPersistent { get; init; }

    /// <summary>Whether entries are encrypted at rest by the operating system.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Where the entries are, in words or as a path.</summary>
    public required string Location { get; init; }

    /// <summary>Whether <see cref="ITokenStore.LockAsync"/> keeps other processes out where the entries are, so that they can share one refresh token that rotates.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool HasCrossProcessLock { get; init; }

    /// <summary>The user the place belongs to, or <see langword="null"/> where a store does not know or it does not matter.</summary>
    public string? Owner { get; init; }

    /// <summary>What somebody who looks for their tokens should know about the place, as a sentence with its remedy, or <see langword="null"/>.</summary>
    public string? Warning { get; init; }
}
