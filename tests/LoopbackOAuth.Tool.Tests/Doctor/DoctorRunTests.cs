using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class DoctorRunTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_check_that_hangs_is_a_finding_and_holds_up_no_other()
    {
        TaskCompletionSource begun = new();
        Task<IReadOnlyList<(DoctorCheck Check, IReadOnlyList<CheckResult> Results)>> run = new DoctorRun(
            [Check(_ => { begun.SetResult(); return new TaskCompletionSource<CheckResult>().Task; }), Check(_ => Task.FromResult(CheckResult.Ok("fine")))],
            _clock).RunAsync(TestContext.Current.CancellationToken);
        await begun.Task;

        _clock.Advance(DoctorRun.Limit);
        CheckResult[] results = [.. (await run).Select(check => Assert.Single(check.Results))];

        Assert.Equal("check_timeout", results[0].Code);
        Assert.Equal(CheckState.Ok, results[1].State);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_also_when_a_check_does_not_listen()
    {
        using CancellationTokenSource interrupt = new();
        Task run = new DoctorRun([Check(_ => new TaskCompletionSource<CheckResult>().Task)], _clock).RunAsync(interrupt.Token);

        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task What_a_check_throws_is_a_finding_with_its_remedy()
    {
        var run = await new DoctorRun(
            [Check(_ => throw new TokenStoreException("store_unreadable", "No.", "Mend it.")), Check(_ => throw new IOException("Disk \e[2Jbroken"))],
            _clock).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([("No.", "Mend it."), ("Disk broken", "Look at what the message names, then run this again.")], run.Select(check => (check.Results[0].Cause, check.Results[0].Remedy!)));
        Assert.All(run, check => Assert.Equal(CheckState.Fail, check.Results[0].State));
    }

    [Fact]
    public async Task One_fault_that_several_checks_meet_is_told_once()
    {
        DoctorCheck check = Check(_ => throw new TokenStoreException("store_unreadable", "No.", "Mend it."));

        var run = await new DoctorRun([check, check, check], _clock).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([CheckState.Fail, CheckState.Skipped, CheckState.Skipped], run.Select(results => Assert.Single(results.Results).State));
    }

    private static ScriptedCheck Check(Func<CancellationToken, Task<CheckResult>> look) => new(look);

    private sealed class ScriptedCheck(Func<CancellationToken, Task<CheckResult>> look) : DoctorCheck("scripted")
    {
        public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => [await look(cancellationToken)];
    }
}
