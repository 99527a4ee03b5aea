using LoopbackOAuth.Testing;

namespace LoopbackOAuth.Tool.Tests;

public sealed class TerminationTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<int> _ended = [];
    private readonly List<string> _said = [];
    private readonly Termination _termination;

    public TerminationTests() => _termination = new Termination(_clock, _ended.Add, _said.Add, refreshes: true);

    public void Dispose() => _termination.Dispose();

    [Fact]
    public void The_first_signal_asks_and_lets_what_was_begun_end()
    {
        _termination.Hear();

        Assert.True(_termination.Token.IsCancellationRequested);
        Assert.Empty(_ended);
        Assert.Empty(_said);
    }

    [Fact]
    public void Who_still_waits_after_two_seconds_is_told_how_to_end_at_once()
    {
        _termination.Hear();
        _clock.Advance(Termination.Patience);

        Assert.Contains("Ctrl+C again ends at once", Assert.Single(_said), StringComparison.Ordinal);
        Assert.Empty(_ended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_who_refreshes_is_told_that_a_sign_in_could_be_lost(bool refreshes)
    {
        using Termination termination = new(_clock, _ended.Add, _said.Add, refreshes);
        termination.Hear();
        _clock.Advance(Termination.Patience);

        Assert.Equal(refreshes, Assert.Single(_said).Contains("a sign-in could be lost", StringComparison.Ordinal));
    }

    [Fact]
    public void The_second_signal_ends_at_once_and_says_so()
    {
        _termination.Hear();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _termination.Hear();

        Assert.Equal([ExitCode.Interrupted], _ended);
        Assert.Contains("Ended at once", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void One_key_press_that_a_parent_process_hands_on_too_is_one_signal()
    {
        _termination.Hear();
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        _termination.Hear();

        Assert.Empty(_ended);
    }

    [Fact]
    public void A_command_that_never_ends_is_ended()
    {
        _termination.Hear();
        _clock.Advance(Termination.Limit);

        Assert.Equal([ExitCode.Interrupted], _ended);
    }

    [Fact]
    public void A_command_that_ended_by_itself_is_not_spoken_of_later()
    {
        _termination.Hear();
        _termination.Dispose();
        _clock.Advance(Termination.Limit);

        Assert.Empty(_said);
        Assert.Empty(_ended);
    }
}
