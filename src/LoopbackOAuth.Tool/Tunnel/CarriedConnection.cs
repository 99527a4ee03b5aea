using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// One connection of the browser, carried byte for byte to the remote host and back. The way there is opened by the first byte, so that connections that a
/// browser opens in advance do not occupy a listener that serves one at a time.
/// </summary>
/// <remarks>No silence lasts: each part of a connection has its time, and <see cref="CarriedConnectionList"/> cuts one when there are too many.</remarks>
#pragma warning disable CA1001 // A source without a timer holds nothing, and the list may cut at any moment, the last included.
internal sealed class CarriedConnection(Socket browser, ForwardGate gate, int index, IReadOnlyList<string> origins, TimeProvider clock)
#pragma warning restore CA1001
{
    private const int BufferBytes = 16 * 1024;

    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Head = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NextTunnel = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterReply = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterRequest = TimeSpan.FromSeconds(60);

    private readonly RequestGlance _request = new(origins);
    private readonly ReplyGlance _reply = new();
    private readonly CancellationTokenSource _cut = new();
    private volatile CarriedPhase _phase;

    /// <summary>What it went through, when it got that far.</summary>
    public Forward? Forward { get; private set; }

    /// <summary>How far it has come.</summary>
    public CarriedPhase Phase => _phase;

    /// <summary>Ends it now.</summary>
    public void Cut() => _cut.Cancel();

    /// <summary>Carries it to its end.</summary>
    /// <param name="begun">Called when the first byte has come.</param>
    /// <param name="cancellationToken">Cuts the connection.</param>
    public async Task<Passage> RunAsync(Action begun, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cut.Token);
        byte[] first = new byte[BufferBytes];
        int count = await WithinAsync(FirstByte, token => browser.ReceiveAsync(first, token), end.Token);
        if (count <= 0)
        {
            return Passage.Unused;
        }

        begun();
        See(first.AsSpan(0, count));
        using Socket? remote = await ConnectAsync(end.Token);
        if (remote is null)
        {
            return Passage.NoTunnel;
        }

        using CancellationTokenSource silence = new(_request.IsComplete ? Silence : Head, clock);
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(end.Token, silence.Token);
        Task<bool> there = ThereAsync(remote, first, count, silence, cut.Token);
        Task back = BackAsync(remote, silence, cut.Token);
        bool isGivenUp = await Task.WhenAny(there, back) == there && await there;
        using (CancellationTokenSource limit = new(isGivenUp ? AfterRequest : AfterReply, clock))
        using (limit.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), cut))
        {
            await Task.WhenAll(there, back);
        }

        Array.Clear(first);
        return !_reply.IsThere ? (isGivenUp ? Passage.Carried : Passage.NoAnswer)
            : _request.IsResponse && _reply.IsGood ? Passage.Delivered
            : Passage.Carried;
    }

    // ssh makes the socket a moment before it listens on it, and is gone a moment before that is known.
    private async Task<Socket?> ConnectAsync(CancellationToken cancellationToken) =>
        await WithinAsync<Socket?>(
            NextTunnel,
            async token =>
            {
                while (true)
                {
                    try
                    {
                        Forward = await gate.GetAsync(index, token);
                        return await Forward.ConnectAsync(token);
                    }
                    catch (SocketException)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(100), clock, token);
                    }
                }
            },
            cancellationToken);

    // Whether it was the browser that ended it.
    private async Task<bool> ThereAsync(Socket remote, byte[] buffer, int count, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        bool isBrowser = true;
        try
        {
            while (count > 0)
            {
                isBrowser = false;
                await SendAsync(remote, buffer.AsMemory(0, count), cancellationToken);
                isBrowser = true;
                count = await browser.ReceiveAsync(buffer, cancellationToken);
                See(buffer.AsSpan(0, count));
                Heard(silence);
            }

            remote.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            return isBrowser;
        }
    }

    private async Task BackAsync(Socket remote, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            for (int count; (count = await remote.ReceiveAsync(buffer, cancellationToken)) > 0;)
            {
                _reply.Add(buffer.AsSpan(0, count));
                _phase = CarriedPhase.Replied;
                Heard(silence);
                await SendAsync(browser, buffer.AsMemory(0, count), cancellationToken);
            }

            browser.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
        }
    }

    private void See(ReadOnlySpan<byte> request)
    {
        _request.Add(request);
        _phase = _phase is CarriedPhase.Replied ? _phase : _request.IsComplete ? CarriedPhase.Carrying : CarriedPhase.Reading;
    }

    // A head has one time for all of it; only then does every byte count.
    private void Heard(CancellationTokenSource silence)
    {
        if (_request.IsComplete)
        {
            silence.CancelAfter(Silence);
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    private async Task<T?> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(limit, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            return default;
        }
    }

    private static bool IsEnd(Exception exception) => exception is SocketException or OperationCanceledException or ObjectDisposedException;
}
