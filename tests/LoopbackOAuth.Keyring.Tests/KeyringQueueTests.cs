using LoopbackOAuth.Testing;

namespace LoopbackOAuth.Keyring.Tests;

public sealed class KeyringQueueTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new();
    private readonly ManualResetEventSlim _hang = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _hang.Set();
        _hang.Dispose();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_use_that_hangs_is_given_up_after_the_limit_and_what_waited_behind_it_never_happens()
    {
        KeyringQueue queue = new(Limit, _clock);
        var hanging = queue.RunAsync(Hang, mayBeLeft: false, Cancellation);
        await _begun.Task;
        var happened = false;
        var behind = queue.RunAsync(() => happened = true, mayBeLeft: false, Cancellation);
        Assert.False(hanging.IsCompleted);

        _clock.Advance(Limit);

        await Assert.ThrowsAsync<TimeoutException>(() => hanging);
        await Assert.ThrowsAsync<TimeoutException>(() => behind);
        _hang.Set();
        Assert.Equal(3, await queue.RunAsync(() => 3, mayBeLeft: true, Cancellation));
        Assert.False(happened);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_change_that_has_begun_is_waited_for_though_cancelled_and_a_read_is_not()
    {
        KeyringQueue queue = new(Limit, _clock);
        using CancellationTokenSource cancellation = new();
        var change = queue.RunAsync(Hang, mayBeLeft: false, cancellation.Token);
        await _begun.Task;
        var notBegun = queue.RunAsync(() => 4, mayBeLeft: false, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => notBegun);
        Assert.False(change.IsCompleted);
        _hang.Set();
        Assert.Equal(1, await change);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_read_that_has_begun_is_left_when_it_is_cancelled()
    {
        KeyringQueue queue = new(Limit, _clock);
        using CancellationTokenSource cancellation = new();
        var read = queue.RunAsync(Hang, mayBeLeft: true, cancellation.Token);
        await _begun.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact(Timeout = 30_000)]
    public async Task Uses_come_one_after_the_other_in_their_order_and_a_failure_is_its_callers_alone()
    {
        KeyringQueue queue = new(Limit, _clock);
        List<int> order = [];
        var atOnce = 0;
        var runs = Enumerable.Range(0, 100).Select(number => queue.RunAsync(
            () =>
            {
                Assert.Equal(1, Interlocked.Increment(ref atOnce));
                order.Add(number);
                Interlocked.Decrement(ref atOnce);
                return number % 10 == 9 ? throw new InvalidOperationException() : number;
            },
            mayBeLeft: false,
            Cancellation)).ToArray();

        for (var number = 0; number < runs.Length; number++)
        {
            if (number % 10 == 9)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => runs[number]);
            }
            else
            {
                Assert.Equal(number, await runs[number]);
            }
        }

        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public async Task A_thread_that_cannot_be_started_is_the_error_of_that_use_and_not_of_the_next()
    {
        var isFull = true;
        KeyringQueue queue = new(Limit, _clock, work =>
        {
            if (isFull)
            {
                throw new InvalidOperationException();
            }

            new Thread(work) { IsBackground = true }.Start();
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.RunAsync(() => 1, mayBeLeft: false, Cancellation));

        isFull = false;
        var next = queue.RunAsync(() => 2, mayBeLeft: false, Cancellation);
        await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(20), Cancellation));
        Assert.True(next.IsCompletedSuccessfully);
        Assert.Equal(2, await next);
    }

    private int Hang()
    {
        _begun.SetResult();
        _hang.Wait(TimeSpan.FromMinutes(1));
        return 1;
    }
}
