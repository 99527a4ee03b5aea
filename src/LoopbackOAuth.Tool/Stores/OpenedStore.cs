using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Stores;

/// <summary>The store that a command works with.</summary>
/// <param name="Tokens">The store.</param>
/// <param name="Choice">What the user chose.</param>
/// <param name="IsKeyring">Whether it is the keyring; otherwise it is private files.</param>
/// <param name="Elsewhere">What lies in the other place, as far as it was looked for.</param>
internal sealed record OpenedStore(ITokenStore Tokens, StoreChoice Choice, bool IsKeyring, IReadOnlyList<TokenKey> Elsewhere)
{
    /// <summary>Why something that was stored may not be seen here, with what to do; <see langword="null"/> when nothing lies elsewhere.</summary>
    public string? Notice => ElsewhereText.Of(IsKeyring, Choice, Elsewhere);
}
