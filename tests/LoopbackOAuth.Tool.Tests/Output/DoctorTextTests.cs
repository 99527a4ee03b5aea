using LoopbackOAuth.Tool.Doctor;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

public sealed class DoctorTextTests
{
    private const string Path = "/home/ada/.local/share/a-folder-with-a-name-that-is-longer-than-any-line-of-this/loopback-oauth/tokens";

    private static readonly DoctorFinding[] Findings =
    [
        DoctorFinding.Of("streams", CheckResult.Ok("All of them are terminals.")),
        DoctorFinding.Of("store-folder", CheckResult.Fail($"Cannot write to {Path} as this user.", "Mend it, or set LOOPBACK_OAUTH_HOME to another folder that this user can write to.")),
        DoctorFinding.Of("store-folder", CheckResult.Warn("This is another finding of the same check.")),
    ];

    [Fact]
    public void Lines_fit_80_columns_but_for_a_path_that_must_be_copied_whole()
    {
        string[] lines = [.. DoctorText.Of(Findings, 80).Select(line => line.State + line.Text)];

        Assert.All(lines.Where(line => !line.Contains(Path, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 79));
        Assert.Contains(lines, line => line.Contains(Path, StringComparison.Ordinal));
        Assert.StartsWith("fail     store-folder   Cannot write to", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("warn                    This is another", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_counts_what_needs_a_look()
    {
        Assert.Equal("1 failure, 1 warning.", DoctorText.Summary(Findings));
        Assert.Equal("All is well.", DoctorText.Summary(Findings[..1]));
    }

    [Fact]
    public void The_outcome_is_the_worst_state_and_a_skipped_check_is_no_fault()
    {
        Assert.Equal("ok", DoctorReport.Of([(new VersionsCheck(), [CheckResult.Skipped("a")])]).Outcome);
        Assert.Equal("warn", DoctorReport.Of([(new VersionsCheck(), [CheckResult.Skipped("a"), CheckResult.Warn("b"), CheckResult.Ok("c")])]).Outcome);
        Assert.Equal("fail", DoctorReport.Of([(new VersionsCheck(), [CheckResult.Fail("a", "b"), CheckResult.Warn("b")])]).Outcome);
    }
}
