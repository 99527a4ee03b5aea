namespace LoopbackOAuth.Tokens;

/// <summary>The first look at an entry's file: which format it is in, before any other member is believed.</summary>
internal sealed class TokenFileVersion
{
    /// <summary>The format this version writes, and the newest it can read.</summary>
    internal const int Current = 1;

    public int? Version { get; init; }
}
