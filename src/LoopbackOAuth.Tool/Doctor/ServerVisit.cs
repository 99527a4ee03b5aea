using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>How a server answered.</summary>
/// <param name="Target">Which server.</param>
/// <param name="Error">What was wrong, or <see langword="null"/>.</param>
/// <param name="Skew">How far this computer's clock is ahead of the server's, when it answered over https and told the time.</param>
internal sealed record ServerVisit(VisitTarget Target, OAuthError? Error, TimeSpan? Skew);
