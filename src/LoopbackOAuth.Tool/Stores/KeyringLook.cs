using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Stores;

/// <summary>The state of the keyring, in types that do not load it.</summary>
internal sealed record KeyringLook
{
    internal const string UnavailableCode = "keyring_unavailable";

    /// <summary>The keyring in the words of its system.</summary>
    public required string Keyring { get; init; }

    /// <summary>Why it cannot be used, or <see langword="null"/>.</summary>
    public TokenStoreException? Trouble { get; init; }

    /// <summary>The entries that its index names.</summary>
    public IReadOnlyList<TokenKey> Keys { get; init; } = [];

    /// <summary>The store on it.</summary>
    public required ITokenStore Store { get; init; }

    /// <summary>Whether private files take its place where the user allows it. A folder that cannot be used is no better for them.</summary>
    public bool CallsForFallback => Trouble is { Code: UnavailableCode };
}
