namespace LoopbackOAuth.Keyring;

/// <summary>What came of trying the keyring.</summary>
public sealed record KeyringCheck
{
    /// <summary>The keyring in the words of its system, such as <c>Secret Service</c>.</summary>
    public required string Keyring { get; init; }

    /// <summary>Why it cannot be used; <see cref="KeyringTrouble.None"/> when it can.</summary>
    public KeyringTrouble Trouble { get; init; }

    /// <summary>A stable code in snake case, such as <c>keyring_unavailable</c>, or <see langword="null"/> when it can be used.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong, or <see langword="null"/>. One line that is safe to print.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it, or <see langword="null"/>.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether an item could be written, read and removed.</summary>
    public bool IsAvailable => Trouble == KeyringTrouble.None;
}
