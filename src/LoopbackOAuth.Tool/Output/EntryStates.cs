using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>What an entry is good for at this moment.</summary>
internal static class EntryStates
{
    /// <summary>The access token can be used.</summary>
    public const string Ready = "ready";

    /// <summary>The access token expired, and the refresh token is thought to be good.</summary>
    public const string RefreshDue = "refresh_due";

    /// <summary>Only a new sign-in helps.</summary>
    public const string SignInRequired = "sign_in_required";

    public static string Of(TokenSet tokens, DateTimeOffset now) =>
        tokens.ExpiresAt is not { } end || end > now ? Ready
        : tokens.RefreshToken is null || tokens.Refusal is not null ? SignInRequired
        : RefreshDue;

    /// <summary>Why a new sign-in is needed, now or when the access token expires; <see langword="null"/> when none is.</summary>
    public static string? Reason(TokenSet tokens) =>
        tokens.Refusal is { } refusal ? Terminal.Clean($"the server refused the refresh token on {Durations.Day(refusal.At)} ({refusal.Code}{(refusal.Description is { Length: > 0 } words ? $": {words}" : "")})")
        : tokens is { RefreshToken: null, ExpiresAt: not null } ? "there is no refresh token"
        : null;

    /// <summary>The state in a word or two, for a table that has no more room.</summary>
    public static string InBrief(EntryReport entry) => entry.State switch
    {
        Ready => "signed in",
        RefreshDue => "refresh due",
        _ => "sign in again",
    };

    /// <summary>The whole of it, in a sentence.</summary>
    public static string InWords(EntryReport entry) => entry.State switch
    {
        Ready when entry.Reason is null => "signed in",
        Ready when entry.ExpiresAt is null => $"signed in; once the access token is refused sign in again: {entry.Reason}",
        Ready => $"signed in until the access token expires; then sign in again: {entry.Reason}",
        RefreshDue => "signed in; refreshed at the next use",
        _ => $"sign in again: {entry.Reason}",
    };
}
