using System.Buffers;
using System.Net.Sockets;
using System.Security.Cryptography;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>One connection: one request, one reply, then the end.</summary>
internal sealed class CallbackConnection
{
    private const int FirstBufferSize = 2 * 1024;
    private const int MostDrained = 128 * 1024;

    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestReply = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly CallbackDesk _desk;
    private readonly HttpReply _replies;
    private readonly ConnectionList _connections;

    // It cuts the connection. One timer for all phases costs less than a cancellation for each.
    private readonly ITimer _deadline;
    private byte[] _buffer = [];
    private int _received;
    private volatile ConnectionPhase _phase;
    private volatile bool _cut;

    public CallbackConnection(Socket socket, CallbackDesk desk, HttpReply replies, ConnectionList connections, TimeProvider timeProvider)
    {
        _socket = socket;
        _desk = desk;
        _replies = replies;
        _connections = connections;
        _deadline = timeProvider.CreateTimer(static self => ((CallbackConnection)self!).Cut(), this, LongestRequest, Timeout.InfiniteTimeSpan);
    }

    public ConnectionPhase Phase => _phase;

    /// <summary>Ends the connection, whatever it is waiting for.</summary>
    public void Cut()
    {
        _cut = true;
        _deadline.Dispose();
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // On Unix this ends a pending receive without an exception, which would cost more than an idle connection does.
                _socket.Shutdown(SocketShutdown.Both);
                return;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The peer was first.
        }

        _socket.Dispose();
    }

    /// <summary>Lets go of a connection that is not served.</summary>
    public void Close()
    {
        _deadline.Dispose();
        _socket.Dispose();
    }

    /// <summary>Serves the request. When the sign-in is over, a reply that is due is still sent, but nothing is waited for after it.</summary>
    public async Task ServeAsync()
    {
        try
        {
            // A connection that is made ahead of need waits here, without a buffer.
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            if (await ReadAndJudgeAsync().ConfigureAwait(false) is { } reply)
            {
                await SendAsync(reply).ConfigureAwait(false);
                await DrainAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The peer went away or took too long. Nobody is left to tell, and the sign-in does not depend on it.
        }
        finally
        {
            Close();
            ReplaceBuffer([]);
            _connections.Remove(this);
        }
    }

    private async ValueTask<CallbackReply?> ReadAndJudgeAsync()
    {
        ReplaceBuffer(ArrayPool<byte>.Shared.Rent(FirstBufferSize));
        CallbackTurn turn;
        int headLength;
        int bodyLength;
        do
        {
            if (_received >= HttpRequestHead.MaxLength)
            {
                return CallbackReply.For(HttpRequestHead.IsLineTooLong(_buffer.AsSpan(0, _received)) ? Admission.UriTooLong : Admission.HeaderFieldsTooLarge);
            }

            if (!await ReceiveAsync(HttpRequestHead.MaxLength).ConfigureAwait(false))
            {
                return null;
            }

            if (!HttpRequestHead.MayBeHttp(_buffer.AsSpan(0, _received)))
            {
                // A TLS hello, for example. Whoever speaks another protocol would not read a reply in this one.
                return null;
            }
        }
        while (!TryJudge(out turn, out headLength, out bodyLength));

        if (turn.NeedsBody)
        {
            while (_received < headLength + bodyLength)
            {
                if (!await ReceiveAsync(headLength + bodyLength).ConfigureAwait(false))
                {
                    return null;
                }
            }

            _phase = ConnectionPhase.Replying;
            turn = _desk.DeliverForm(_buffer.AsSpan(headLength, bodyLength));
        }

        _phase = turn.IsDue ? ConnectionPhase.Replying : ConnectionPhase.Reading;
        if (turn.Reply is null)
        {
            // The desk's own bound holds while the truth is waited for.
            _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        return await _desk.ReplyAsync(turn).ConfigureAwait(false);
    }

    // False while more of the head must come.
    private bool TryJudge(out CallbackTurn turn, out int headLength, out int bodyLength)
    {
        bodyLength = 0;
        HttpRequestHeadStatus status = HttpRequestHead.Parse(_buffer.AsSpan(0, _received), out CallbackRequest request, out headLength);
        if (status is not HttpRequestHeadStatus.Complete)
        {
            turn = new CallbackTurn(Admission.BadRequest, CallbackReply.For(Admission.BadRequest));
            return status is HttpRequestHeadStatus.Bad;
        }

        // Before anything is delivered: once the sign-in knows of a response it may end, and a reply that is due is waited for.
        _phase = ConnectionPhase.Replying;
        turn = _desk.Judge(request);
        if (turn.NeedsBody)
        {
            _phase = ConnectionPhase.Reading;
            bodyLength = (int)request.ContentLength;
        }

        return true;
    }

    // Reads what is there, up to a limit. False when the peer has closed, or was cut: what had arrived by then could still be read.
    private async ValueTask<bool> ReceiveAsync(int limit)
    {
        if (_received == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _received).CopyTo(larger);
            ReplaceBuffer(larger);
        }

        int room = Math.Min(limit, _buffer.Length) - _received;
        int count = await _socket.ReceiveAsync(_buffer.AsMemory(_received, room), SocketFlags.None).ConfigureAwait(false);
        _received += count;
        _phase = ConnectionPhase.Reading;
        return count > 0 && !_cut;
    }

    private async ValueTask SendAsync(CallbackReply reply)
    {
        _deadline.Change(LongestReply, Timeout.InfiniteTimeSpan);
        int length = _replies.Measure(reply);
        if (_buffer.Length < length)
        {
            ReplaceBuffer(ArrayPool<byte>.Shared.Rent(length));
        }

        ReadOnlyMemory<byte> rest = _buffer.AsMemory(0, _replies.Write(reply, _buffer));
        while (!rest.IsEmpty)
        {
            rest = rest[await _socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
        }

        _socket.Shutdown(SocketShutdown.Send);
        _phase = ConnectionPhase.Replied;
    }

    // Closing with unread input would reset the connection, and the browser might never show the page. When the sign-in
    // is over, only what has arrived already is read: the reply is on its way, and nobody should wait for the peer to hang up.
    private async ValueTask DrainAsync()
    {
        _deadline.Change(LongestDrain, Timeout.InfiniteTimeSpan);
        int total = 0;
        while (total < MostDrained && (_socket.Available > 0 || !_desk.IsClosed))
        {
            int count = await _socket.ReceiveAsync(_buffer.AsMemory(), SocketFlags.None).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            total += count;
        }
    }

    // What a buffer held may have been the code and the state.
    private void ReplaceBuffer(byte[] buffer)
    {
        byte[] old = _buffer;
        _buffer = buffer;
        if (old.Length > 0)
        {
            CryptographicOperations.ZeroMemory(old);
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
