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
    private readonly AdmissionPolicy _policy;
    private readonly string _transport;
    private readonly CallbackPages _pages;
    private readonly TimeProvider _timeProvider;
    private byte[] _buffer = [];
    private int _received;
    private volatile bool _replying;
    private volatile bool _replied;

    public CallbackConnection(Socket socket, AdmissionPolicy policy, string transport, CallbackPages pages, TimeProvider timeProvider)
    {
        _socket = socket;
        _policy = policy;
        _transport = transport;
        _pages = pages;
        _timeProvider = timeProvider;
    }

    /// <summary>Whether the peer has sent nothing yet, as a browser's connection made ahead of need.</summary>
    public bool IsIdle => Volatile.Read(ref _received) == 0;

    /// <summary>Whether the request was read and its reply is due.</summary>
    public bool IsReplying => _replying && !_replied;

    /// <summary>Whether the reply was sent, so that only the peer's goodbye is waited for.</summary>
    public bool HasReplied => _replied;

    public void Abort() => _socket.Dispose();

    /// <param name="pending">The sign-in that waits.</param>
    /// <param name="over">Cancelled when the sign-in is over: a reply that is due is still sent, but nothing is waited for after it.</param>
    public async Task ServeAsync(PendingAuthorization pending, CancellationToken over)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferSize);
        try
        {
            CallbackReply? reply = await ReadAndJudgeAsync(pending).ConfigureAwait(false);
            if (reply is not null)
            {
                await SendAsync(reply.Value).ConfigureAwait(false);
                await DrainAsync(over).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer went away or took too long. Nobody is left to tell, and the sign-in does not depend on it.
        }
        finally
        {
            _socket.Dispose();

            // The buffer held the code and the state.
            CryptographicOperations.ZeroMemory(_buffer);
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private async Task<CallbackReply?> ReadAndJudgeAsync(PendingAuthorization pending)
    {
        using CancellationTokenSource deadline = new(LongestRequest, _timeProvider);
        int headLength;
        while ((headLength = HttpRequestHead.FindEnd(_buffer.AsSpan(0, _received))) < 0)
        {
            if (_received >= HttpRequestHead.MaxLength)
            {
                return new CallbackReply(HttpRequestHead.IsLineTooLong(_buffer.AsSpan(0, _received)) ? 414 : 431, CallbackPageKind.NotForThisSignIn);
            }

            if (!await ReceiveAsync(HttpRequestHead.MaxLength, deadline.Token).ConfigureAwait(false))
            {
                return null;
            }

            if (!HttpRequestHead.MayBeHttp(_buffer.AsSpan(0, _received)))
            {
                // A TLS hello, for example. Whoever speaks another protocol would not read a reply in this one.
                return null;
            }
        }

        Admission admission = Judge(headLength, pending, out CallbackVerdict? verdict, out int bodyLength);
        if (admission is Admission.FormBody)
        {
            while (_received < headLength + bodyLength)
            {
                if (!await ReceiveAsync(headLength + bodyLength, deadline.Token).ConfigureAwait(false))
                {
                    return null;
                }
            }

            verdict = pending.Deliver(_buffer.AsSpan(headLength, bodyLength), CallbackChannel.FormPost, _transport);
        }

        _replying = true;
        return verdict is null
            ? CallbackReply.For(admission)
            : await CallbackDesk.ReplyAsync(pending, verdict.Value, _timeProvider).ConfigureAwait(false);
    }

    private Admission Judge(int headLength, PendingAuthorization pending, out CallbackVerdict? verdict, out int bodyLength)
    {
        verdict = null;
        bodyLength = 0;
        if (!HttpRequestHead.TryParse(_buffer.AsSpan(0, headLength), out CallbackRequest request))
        {
            return Admission.BadRequest;
        }

        Admission admission = _policy.Judge(request, out ReadOnlySpan<byte> query);
        if (admission is Admission.Query)
        {
            _replying = true;
            verdict = pending.Deliver(query, CallbackChannel.Redirect, _transport);
        }
        else if (admission is Admission.FormBody)
        {
            bodyLength = (int)request.ContentLength;
        }

        return admission;
    }

    // Reads what is there, up to a limit. False when the peer has closed.
    private async ValueTask<bool> ReceiveAsync(int limit, CancellationToken cancellationToken)
    {
        if (_received == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _received).CopyTo(larger);
            CryptographicOperations.ZeroMemory(_buffer);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        int room = Math.Min(limit, _buffer.Length) - _received;
        int count = await _socket.ReceiveAsync(_buffer.AsMemory(_received, room), cancellationToken).ConfigureAwait(false);
        _received += count;
        return count > 0;
    }

    private async Task SendAsync(CallbackReply reply)
    {
        using CancellationTokenSource deadline = new(LongestReply, _timeProvider);
        ReadOnlyMemory<byte> rest = HttpReply.Format(reply, _pages);
        while (!rest.IsEmpty)
        {
            rest = rest[await _socket.SendAsync(rest, deadline.Token).ConfigureAwait(false)..];
        }

        _socket.Shutdown(SocketShutdown.Send);
        _replied = true;
    }

    // Closing with unread input would reset the connection, and the browser might never show the page. When the sign-in
    // is over, only what has arrived already is read: the reply is on its way, and nobody should wait for the peer to hang up.
    private async Task DrainAsync(CancellationToken over)
    {
        using CancellationTokenSource deadline = new(LongestDrain, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(over, deadline.Token);
        int total = 0;
        while (total < MostDrained && (_socket.Available > 0 || !either.IsCancellationRequested))
        {
            int count = await _socket.ReceiveAsync(_buffer.AsMemory(), either.IsCancellationRequested ? CancellationToken.None : either.Token).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            total += count;
        }
    }
}
