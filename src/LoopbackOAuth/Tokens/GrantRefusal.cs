namespace LoopbackOAuth.Tokens;

/// <summary>Why a grant is of no more use.</summary>
/// <param name="Code">
/// The server's error code, such as <c>invalid_grant</c> (RFC 6749 section 5.2); or <c>id_token_invalid</c> when it answered a refresh with the tokens of another user, client or sign-in.
/// </param>
/// <param name="Description">The server's own words, sanitized, or what this library found; <see langword="null"/> when there are none.</param>
/// <param name="At">When that was.</param>
public sealed record GrantRefusal(string Code, string? Description, DateTimeOffset At);
