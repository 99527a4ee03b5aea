using LoopbackOAuth.Protocol;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

/// <summary>The one shape of <c>logout --json</c>.</summary>
public sealed class LogoutReportTests
{
    private static readonly DamagedTokenEntry Damaged = new("id", "/somewhere", new TokenStoreException("store_corrupt", "It is damaged.", "Remove it."));

    [Fact]
    public void What_went_well_names_each_entry_by_its_id()
    {
        LogoutReport report = LogoutReport.Of([Step("one"), Step("two", revocation: TokenRevocation.NotSupported)], [], wasInterrupted: false);

        Assert.Equal("signed_out", report.Outcome);
        Assert.Equal([(Entries.Key("one").GetId(), "client"), (Entries.Key("two").GetId(), "client")], report.Entries.Select(entry => (entry.Id, entry.ClientId)));
        Assert.Equal([("removed", "revoked"), ("removed", "not_supported")], report.Entries.Select(entry => (entry.Entry, entry.Revocation)));
        Assert.Null(report.Error);
    }

    [Fact]
    public void Both_errors_of_one_entry_are_there_and_a_status_with_that_of_the_server()
    {
        LogoutReport report = LogoutReport.Of([Step("one", EntryRemoval.Failed, TokenRevocation.Failed)], [], wasInterrupted: false);

        SignOutReport entry = Assert.Single(report.Entries);
        Assert.Equal(("failed", "store_unwritable"), (report.Outcome, report.Error));
        Assert.Equal(("failed", "store_unwritable", "Mend it."), (entry.Entry, entry.StoreError!.Error, entry.StoreError.Remedy));
        Assert.Equal(("failed", "server_error", "Not now", 503), (entry.Revocation, entry.RevocationError!.Error, entry.RevocationError.ErrorDescription, entry.RevocationError.Status));
    }

    [Fact]
    public void Damage_is_a_failure_and_named()
    {
        LogoutReport report = LogoutReport.Of([Step("one")], [Damaged], wasInterrupted: false);

        Assert.Equal(("failed", "store_corrupt"), (report.Outcome, report.Error));
        Assert.Equal("/somewhere", Assert.Single(report.Damaged).Location);
    }

    [Theory]
    [InlineData(true, "cancelled", "cancelled")]
    [InlineData(false, "failed", "stopped")]
    public void What_was_not_begun_is_kept_and_what_was_cut_short_is_unknown(bool wasInterrupted, string outcome, string error)
    {
        LogoutReport report = LogoutReport.Of(
            [new SignOutStep(Entries.Key("one"), Result: null, WasBegun: true), new SignOutStep(Entries.Key("two"), Result: null, WasBegun: false)], [], wasInterrupted);

        Assert.Equal((outcome, error), (report.Outcome, report.Error));
        Assert.Equal([("unknown", "unknown"), ("kept", "not_tried")], report.Entries.Select(entry => (entry.Entry, entry.Revocation)));
    }

    [Theory]
    [InlineData("no_credentials", "not_signed_in")]
    [InlineData("ambiguous_account", "failed")]
    public void What_could_not_begin_has_the_same_members(string error, string outcome)
    {
        LogoutReport report = LogoutReport.Of(new LoginReport { Outcome = "failed", Error = error }, [Damaged]);

        Assert.Equal((outcome, error), (report.Outcome, report.Error));
        Assert.Empty(report.Entries);
        Assert.Single(report.Damaged);
    }

    private static SignOutStep Step(string account, EntryRemoval removal = EntryRemoval.Removed, TokenRevocation revocation = TokenRevocation.Revoked) => new(
        Entries.Key(account),
        new SignOutResult
        {
            Key = Entries.Key(account),
            Removal = removal,
            StoreProblem = removal is EntryRemoval.Failed ? new TokenStoreException("store_unwritable", "It cannot be written.", "Mend it.") : null,
            Revocation = revocation,
            RevocationError = revocation is TokenRevocation.Failed ? new OAuthError { Code = "server_error", Description = "Not now", StatusCode = 503 } : null,
        },
        WasBegun: true);
}
