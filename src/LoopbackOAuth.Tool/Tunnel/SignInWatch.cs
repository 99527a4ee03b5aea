using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Tells when a sign-in on the remote host waits no longer.</summary>
/// <remarks>
/// Only after an authorization response was delivered: before that, a connection that nobody asked for could be taken for the request that a
/// listener waits for. From then on it connects every second while no connection of the browser is open, says nothing, and sees whether the other
/// end hangs up at once. Twice in a row means that the listener is gone: it stays for as long as the browser has not fetched its last page, and one of
/// another program that stays for good never ends the tunnel. So a favicon, a <c>curl</c>, a page of an earlier attempt (400) or a sign-in
/// that timed out do not end it either. What is not seen is an end by paste.
/// </remarks>
internal sealed class SignInWatch(ForwardGate gate, Func<bool> isBusy, TimeProvider clock)
{
    private const int Misses = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Ends when the sign-in behind a port is over.</summary>
    public async Task WatchAsync(int index, CancellationToken cancellationToken)
    {
        int missed = 0;
        while (missed < Misses)
        {
            await Task.Delay(Pause, clock, cancellationToken);
            Forward forward = await gate.GetAsync(index, cancellationToken);
            bool isGone = !isBusy() && await HangsUpAsync(forward, cancellationToken);
            missed = isGone && !isBusy() && gate.Has(forward) ? missed + 1 : 0;
        }
    }

    private async Task<bool> HangsUpAsync(Forward forward, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using Socket socket = await forward.ConnectAsync(either.Token);
            return await socket.ReceiveAsync(new byte[1], either.Token) == 0;
        }
        catch (SocketException)
        {
            // It was ssh that went, and it comes back.
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
