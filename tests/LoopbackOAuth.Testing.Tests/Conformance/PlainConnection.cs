using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>A connection to a <see cref="PlainSession"/>.</summary>
internal sealed class PlainConnection(PlainSession session, Socket socket)
{
    private const int MostRead = 16 * 1024;

    private readonly TaskCompletionSource _replied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _buffer = new byte[MostRead];
    private int _count;

    public bool OwesReply { get; private set; }

    public Task Replied => _replied.Task;

    public void Abort() => socket.Dispose();

    public async Task ServeAsync(PendingAuthorization pending, CancellationToken over)
    {
        try
        {
            do
            {
                PlainRequest? request = await ReadAsync();
                if (request is null)
                {
                    return;
                }

                OwesReply = true;
                await SendAsync(await PlainAnswer.ToAsync(session, request, pending));
                _replied.TrySetResult();
            }
            while (session.Flaw is Flaw.KeepsConnections);

            socket.Shutdown(SocketShutdown.Send);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), session.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, over);
            while (await socket.ReceiveAsync(_buffer, either.Token) > 0)
            {
            }
        }
        catch (Exception exception) when (session.Flaw is not Flaw.DiesOfAReset && exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
        finally
        {
            _replied.TrySetResult();
            if (session.Flaw is not Flaw.KeepsItsPeers || OwesReply)
            {
                socket.Dispose();
            }
        }
    }

    private async Task<PlainRequest?> ReadAsync()
    {
        using var limit = new CancellationTokenSource();
        using ITimer? timer = session.Flaw is Flaw.WaitsForEver ? null : session.TimeProvider.CreateTimer(_ => limit.Cancel(), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        int length;
        while ((length = Received().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (_count == MostRead || (session.Flaw is Flaw.ReadsOnce && _count > 0))
            {
                return PlainRequest.Malformed;
            }

            if (!await ReceiveAsync(limit.Token))
            {
                return null;
            }
        }

        var request = PlainRequest.Parse(Received()[..length]);
        length += 4;
        for (int due = length + request.BodyLength; session.Options.AcceptFormPost && due <= MostRead && _count < due;)
        {
            if (!await ReceiveAsync(limit.Token))
            {
                return null;
            }
        }

        request = request with { Body = Received()[length..] };
        _count = 0;
        return request;
    }

    private string Received() => Encoding.Latin1.GetString(_buffer, 0, _count);

    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        int count = await socket.ReceiveAsync(_buffer.AsMemory(_count), cancellationToken);
        _count += count;
        return count > 0 && char.IsAsciiLetter((char)_buffer[0]);
    }

    private async Task SendAsync(string reply)
    {
        for (ReadOnlyMemory<byte> rest = Encoding.Latin1.GetBytes(reply); !rest.IsEmpty;)
        {
            rest = rest[await socket.SendAsync(rest)..];
        }
    }
}
