using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>Which store a <see cref="TokenStoreLadder"/> uses, and why.</summary>
public sealed record TokenStoreSelection
{
    /// <summary>The rung.</summary>
    public required TokenStoreRung Rung { get; init; }

    /// <summary>The store of that rung.</summary>
    public required ITokenStore Store { get; init; }

    /// <summary>What came of trying the keyring. On the rung of private files it says why it is not used.</summary>
    public required KeyringCheck Keyring { get; init; }

    /// <summary>The entries that lay on the other rung when the choice was made. The store does not show them, and they are not lost.</summary>
    public IReadOnlyList<TokenKey> Elsewhere { get; init; } = [];

    /// <summary>What somebody who looks for their tokens should know, as sentences with a remedy, or <see langword="null"/>. One line that is safe to print.</summary>
    public string? Notice { get; init; }
}
