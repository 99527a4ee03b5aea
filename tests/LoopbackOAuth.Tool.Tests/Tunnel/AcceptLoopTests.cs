using System.Net.Sockets;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class AcceptLoopTests
{
    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, 1)]
    [InlineData(SocketError.NoBufferSpaceAvailable, 1)]
    [InlineData(SocketError.ConnectionReset, 100)]
    [InlineData(SocketError.ConnectionAborted, 100)]
    public async Task A_failure_that_would_come_back_at_once_is_waited_for_and_a_browser_that_left_is_not(SocketError error, int tries)
    {
        ManualTimeProvider clock = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        int count = 0;
        ValueTask<Socket> Accept(CancellationToken token) => ++count <= 100
            ? ValueTask.FromException<Socket>(new SocketException((int)error))
            : new ValueTask<Socket>(new TaskCompletionSource<Socket>().Task.WaitAsync(token));

        Task loop = new AcceptLoop(Accept, static _ => { }, clock).RunAsync(stop.Token);
        Assert.Equal(tries, Math.Min(count, 100));

        if (tries == 1)
        {
            Assert.Equal(1, clock.ActiveTimerCount);
            clock.Advance(AcceptLoop.Pause);
            while (clock.ActiveTimerCount == 0)
            {
                await Task.Yield();
            }

            Assert.Equal(2, count);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }
}
