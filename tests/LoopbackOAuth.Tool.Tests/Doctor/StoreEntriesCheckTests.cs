using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class StoreEntriesCheckTests
{
    [Fact]
    public void Good_entries_are_counted() =>
        Assert.Equal("2 entries, none damaged.", Judge([Entries.Entry(TimeSpan.FromHours(1)), Entries.Entry(TimeSpan.FromHours(-1), account: "two")]).Cause);

    [Fact]
    public void An_entry_that_needs_a_sign_in_is_a_warning_that_names_it_without_its_escape_sequences()
    {
        CheckResult result = Judge([Entries.Entry(TimeSpan.FromHours(-1), refresh: false, account: "a\e[2Jb")]);

        Assert.Equal((CheckState.Warn, "1 entry needs a new sign-in: example as 'ab'."), (result.State, result.Cause));
    }

    [Fact]
    public void Damage_is_a_failure_and_much_of_it_is_counted()
    {
        DamagedTokenEntry[] damaged = [.. Enumerable.Range(0, 12).Select(number => Damaged($"{number}", "store_corrupt"))];

        IReadOnlyList<CheckResult> results = StoreEntriesCheck.Judge(new TokenEntryList([], damaged), leftovers: 0, Entries.Now);

        Assert.Equal(6, results.Count);
        Assert.All(results, result => Assert.Equal(CheckState.Fail, result.State));
        Assert.StartsWith("7 more", results[^1].Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_kept_aside_or_left_behind_is_a_warning()
    {
        IReadOnlyList<CheckResult> results = StoreEntriesCheck.Judge(new TokenEntryList([], [Damaged("a", "store_kept_aside")]), leftovers: 2, Entries.Now);

        Assert.Equal(["1 damaged file was kept aside by a new sign-in.", "2 files were left by writes that were killed more than a day ago."], results.Select(result => result.Cause));
        Assert.All(results, result => Assert.Equal(CheckState.Warn, result.State));
    }

    private static DamagedTokenEntry Damaged(string id, string code) => new(id, $"/somewhere/{id}", new TokenStoreException(code, "It is damaged.", "Remove it."));

    private static CheckResult Judge(TokenEntry[] entries) => Assert.Single(StoreEntriesCheck.Judge(new TokenEntryList(entries), leftovers: 0, Entries.Now));
}
