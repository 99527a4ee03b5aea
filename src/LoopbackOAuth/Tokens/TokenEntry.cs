namespace LoopbackOAuth.Tokens;

/// <summary>One entry of a store.</summary>
/// <param name="Key">Whose token it is.</param>
/// <param name="Tokens">The tokens.</param>
public sealed record TokenEntry(TokenKey Key, TokenSet Tokens);
