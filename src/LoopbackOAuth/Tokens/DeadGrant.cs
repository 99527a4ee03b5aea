namespace LoopbackOAuth.Tokens;

/// <summary>An entry whose refresh token must not be sent again, in case the store could not be told.</summary>
/// <param name="Entry">Which entry.</param>
/// <param name="Refusal">Why.</param>
internal sealed record DeadGrant(EntryMark Entry, GrantRefusal Refusal);
