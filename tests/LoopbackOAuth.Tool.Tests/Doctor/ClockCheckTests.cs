using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class ClockCheckTests
{
    [Theory]
    [InlineData(0, nameof(CheckState.Ok), "The same as")]
    [InlineData(60, nameof(CheckState.Ok), "60 seconds ahead of")]
    [InlineData(-59, nameof(CheckState.Ok), "59 seconds behind")]
    [InlineData(61, nameof(CheckState.Warn), "61 seconds ahead of")]
    [InlineData(-86400, nameof(CheckState.Warn), "24 hours behind")]
    public void A_clock_is_compared_with_that_of_a_server(int skew, string state, string words)
    {
        CheckResult result = ClockCheck.Judge([Visit(skew)], latest: null, Entries.Now, isOffline: false);

        Assert.Equal((state, true), (result.State.ToString(), result.Cause.StartsWith(words, StringComparison.Ordinal)));
        Assert.Equal(state == nameof(CheckState.Warn), result.Remedy is not null);
    }

    [Fact]
    public void One_server_with_a_wrong_clock_is_not_this_computers_fault() =>
        Assert.Equal(CheckState.Ok, ClockCheck.Judge([Visit(-4000), Visit(1)], latest: null, Entries.Now, isOffline: false).State);

    [Fact]
    public void Tokens_from_the_future_tell_of_a_wrong_clock_also_offline()
    {
        Assert.Equal("clock_skew", ClockCheck.Judge([], Entries.Now.AddHours(3), Entries.Now, isOffline: true).Code);
        Assert.Equal(CheckState.Skipped, ClockCheck.Judge([], Entries.Now, Entries.Now, isOffline: true).State);
    }

    private static ServerVisit Visit(int skew) => new(new VisitTarget("https://issuer.example", null, null), Error: null, TimeSpan.FromSeconds(skew));
}
