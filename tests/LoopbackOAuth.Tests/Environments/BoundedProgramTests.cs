using System.Diagnostics;
using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class BoundedProgramTests
{
    // A shell may need more than 300 ms on a machine that is busy with other tests.
    [Fact]
    public void What_a_program_writes_is_the_answer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Programs are scripts here.");
        string? answer = null;
        for (int attempt = 0; attempt < 20 && answer is null; attempt++)
        {
            answer = BoundedProgram.Output("printf", ["a=1\nb=2\n"]);
        }

        Assert.Equal("a=1\nb=2\n", answer);
    }

    [Fact]
    public void A_program_that_is_not_there_or_fails_gives_no_answer()
    {
        Assert.Null(BoundedProgram.Output("no-such-program-anywhere", []));
        Assert.Null(BoundedProgram.Output("false", []));
    }

    [Theory]
    [InlineData("sleep 30 & echo answer")]
    [InlineData("echo answer; exec sleep 30")]
    [InlineData("echo answer; exec >&-; exec sleep 30")]
    public void A_program_whose_output_does_not_end_is_not_waited_for(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Programs are scripts here.");
        long start = Stopwatch.GetTimestamp();

        Assert.Null(BoundedProgram.Output("sh", ["-c", script]));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }
}
