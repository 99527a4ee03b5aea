using LoopbackOAuth.Testing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class OwedPagesTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CancellationTokenSource _over = new();
    private readonly OwedPages _owed;

    public OwedPagesTests() => _owed = new OwedPages(_clock);

    public void Dispose() => _over.Dispose();

    [Fact]
    public async Task Nothing_owed_nothing_waited_for()
    {
        Task end = _owed.EndAsync(_over.Token);
        Assert.False(end.IsCompleted);
        await _over.CancelAsync();
        await end;
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public async Task What_was_owed_and_paid_before_the_end_is_not_waited_for()
    {
        Owe();
        _owed.Pay();
        await _over.CancelAsync();
        await _owed.EndAsync(_over.Token);
    }

    [Fact]
    public async Task A_delivery_that_did_not_count_owes_nothing()
    {
        _owed.Owe();
        _owed.Pay();
        await _over.CancelAsync();
        await _owed.EndAsync(_over.Token);
    }

    [Fact]
    public async Task The_grace_runs_from_the_end_when_that_is_later()
    {
        Owe();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Task end = await StopAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(1.9), end);
        Assert.False(end.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await end;
    }

    [Fact]
    public async Task The_grace_runs_from_the_last_redirect_when_that_is_later()
    {
        Owe();
        Task end = await StopAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(1), end);
        Owe();
        await AdvanceAsync(TimeSpan.FromSeconds(1.5), end);
        Assert.False(end.IsCompleted);
        await AdvanceAsync(TimeSpan.FromSeconds(0.5), end);
        await end.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Finite_however_often_the_same_response_is_delivered_again()
    {
        Owe();
        Task end = await StopAsync();
        for (int second = 0; second < 4; second++)
        {
            Assert.False(end.IsCompleted);
            Owe();
            await AdvanceAsync(TimeSpan.FromSeconds(1), end);
        }

        await end.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Guesses_do_not_prolong_the_grace()
    {
        Owe();
        Task end = await StopAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(1.5), end);
        _owed.Owe();
        _owed.Pay();
        await AdvanceAsync(TimeSpan.FromSeconds(0.5), end);
        await end.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Each_redirect_owes_a_page_of_its_own_and_a_reload_pays_for_none()
    {
        _owed.Pay();
        Owe();
        Owe();
        Task end = await StopAsync();
        _owed.Pay();
        Assert.False(end.IsCompleted);
        _owed.Pay();
        await end.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public async Task Closing_ends_every_wait()
    {
        Owe();
        Task before = _owed.EndAsync(CancellationToken.None);
        Task during = await StopAsync();
        Assert.False(before.IsCompleted || during.IsCompleted);
        _owed.Close();
        await Task.WhenAll(before, during).WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(_owed.IsClosed);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    private void Owe()
    {
        _owed.Owe();
        _owed.Lead();
    }

    private async Task<Task> StopAsync()
    {
        Task end = _owed.EndAsync(_over.Token);
        await _over.CancelAsync();
        await _clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        return end;
    }

    // When its timer fell due, the wait either ends or arms the next one, on another thread.
    private async Task AdvanceAsync(TimeSpan amount, Task end)
    {
        _clock.Advance(amount);
        await Task.WhenAny(end, _clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken));
    }
}
