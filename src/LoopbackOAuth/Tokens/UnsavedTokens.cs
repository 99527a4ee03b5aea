namespace LoopbackOAuth.Tokens;

/// <summary>New tokens that the store would not take. They are good, and the stored ones are spent.</summary>
/// <param name="Tokens">The new tokens.</param>
/// <param name="Stored">The entry that the store still holds. With another one there, somebody else has replaced it.</param>
/// <param name="Problem">What the store said.</param>
internal sealed record UnsavedTokens(TokenSet Tokens, EntryMark Stored, TokenStoreException Problem);
