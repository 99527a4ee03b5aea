using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// Tells an entry from a later one. The refresh token alone does not: some servers give the same one again to a new sign-in, and what was said about the
/// old entry does not hold for that.
/// </summary>
internal sealed record EntryMark(Secret AccessToken, Secret? RefreshToken, DateTimeOffset ObtainedAt)
{
    public static EntryMark Of(TokenSet tokens) => new(tokens.AccessToken, tokens.RefreshToken, tokens.ObtainedAt);

    public bool IsOf(TokenSet tokens) => Equals(Of(tokens));
}
