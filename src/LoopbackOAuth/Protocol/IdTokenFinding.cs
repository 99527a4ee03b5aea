namespace LoopbackOAuth.Protocol;

/// <summary>What became of the check of an ID token that came with a refresh.</summary>
/// <param name="Error">What is wrong with it, or <see langword="null"/>.</param>
/// <param name="IsForeign">Whether it shows that the answer is for another user, client or sign-in. Otherwise an error is about this one token.</param>
internal sealed record IdTokenFinding(OAuthError? Error, bool IsForeign)
{
    public static IdTokenFinding Good { get; } = new(null, IsForeign: false);
}
