using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>What did not go well although there is an access token.</summary>
/// <param name="Code">A stable code in snake case; the server's own <c>error</c> when it gave one.</param>
/// <param name="Cause">What happened, in one sentence.</param>
/// <param name="Remedy">What to do about it, in one sentence.</param>
/// <param name="ServerError">The authorization server's error as received, when it gave one.</param>
public sealed record AccessTokenWarning(string Code, string Cause, string Remedy, OAuthError? ServerError = null);
