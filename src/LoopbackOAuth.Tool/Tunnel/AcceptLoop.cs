using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Takes in the connections to a listener for as long as it is open.</summary>
/// <param name="accept">Waits for the next one.</param>
/// <param name="serve">Gets each; it does not wait for its end.</param>
/// <param name="clock">The clock.</param>
internal sealed class AcceptLoop(Func<CancellationToken, ValueTask<Socket>> accept, Action<Socket> serve, TimeProvider clock)
{
    /// <summary>How long it waits after a failure that would come back at once.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                serve(await accept(cancellationToken));
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The browser went away in the queue. No pause: whoever does it on purpose must not slow down the others.
            }
            catch (SocketException)
            {
                // Descriptors ran out for a moment.
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
