using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Testing;

/// <summary>One call to a <see cref="RecordingTokenStore"/>, recorded whether it failed or not. Printing it shows no token.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="Key">Whose entry; <see langword="null"/> when all were listed.</param>
/// <param name="Tokens">What was to be written; <see langword="null"/> unless <paramref name="Operation"/> is <see cref="TokenStoreOperation.Set"/>.</param>
public sealed record TokenStoreCall(TokenStoreOperation Operation, TokenKey? Key, TokenSet? Tokens);
