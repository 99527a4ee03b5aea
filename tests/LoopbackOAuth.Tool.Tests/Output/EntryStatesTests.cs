using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

public sealed class EntryStatesTests
{
    private static readonly GrantRefusal Refusal = new("invalid_grant", "Token \e]0;owned\arevoked", new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero));

    public static TheoryData<int?, bool, bool, string> States => new()
    {
        { 60, true, false, "signed in" },
        { null, true, false, "signed in" },
        { null, false, false, "signed in" },
        { -60, true, false, "signed in; refreshed at the next use" },
        { 60, false, false, "signed in until the access token expires; then sign in again: there is no refresh token" },
        { -60, false, false, "sign in again: there is no refresh token" },
        { 60, true, true, "signed in until the access token expires; then sign in again: the server refused the refresh token on 2026-11-20 (invalid_grant: Token revoked)" },
        { null, true, true, "signed in; once the access token is refused sign in again: the server refused the refresh token on 2026-11-20 (invalid_grant: Token revoked)" },
        { -60, true, true, "sign in again: the server refused the refresh token on 2026-11-20 (invalid_grant: Token revoked)" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void The_state_tells_what_still_works_and_why_a_sign_in_is_needed(int? minutes, bool refresh, bool isRefused, string words)
    {
        TokenEntry entry = Entries.Entry(minutes is { } left ? TimeSpan.FromMinutes(left) : null, refresh, isRefused ? Refusal : null);

        Assert.Equal(words, EntryStates.InWords(EntryReport.Of(entry, Entries.Now)));
    }
}
