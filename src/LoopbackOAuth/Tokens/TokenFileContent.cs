namespace LoopbackOAuth.Tokens;

/// <summary>An entry's file, format 1.</summary>
internal sealed class TokenFileContent
{
    public int Version { get; init; } = TokenFileVersion.Current;

    /// <summary>The whole key: the file's name alone proves nothing.</summary>
    public TokenFileKey? Key { get; init; }

    public TokenFileTokens? Tokens { get; init; }
}
