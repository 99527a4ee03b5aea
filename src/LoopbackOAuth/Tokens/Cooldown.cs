using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>A server's wish that no request be made for a while.</summary>
/// <param name="RefreshToken">The refresh token that was refused for now; another one may be tried.</param>
/// <param name="Until">Until when.</param>
/// <param name="Error">What the server said.</param>
internal sealed record Cooldown(Secret RefreshToken, DateTimeOffset Until, OAuthError Error);
