namespace LoopbackOAuth.Tokens;

/// <summary>Why a grant is of no more use.</summary>
/// <param name="Code">The server's error code, such as <c>invalid_grant</c> (RFC 6749 section 5.2).</param>
/// <param name="Description">The server's own words, sanitized, or <see langword="null"/>.</param>
/// <param name="At">When the server said so.</param>
public sealed record GrantRefusal(string Code, string? Description, DateTimeOffset At);
