using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Accepts from one listening socket, one connection after the other, and leaves what went wrong in
/// <see cref="SocketAsyncEventArgs.SocketError"/>. Every sign-in closes its listener while an accept is pending, and an
/// exception for that would cost more than the rest of the closing.
/// </summary>
internal sealed class SocketAcceptance : SocketAsyncEventArgs, IValueTaskSource
{
    private readonly Socket _listener;
    private ManualResetValueTaskSourceCore<bool> _ended;

    public SocketAcceptance(Socket listener)
        : base(true) => _listener = listener;

    /// <summary>Ends with the next connection in <see cref="SocketAsyncEventArgs.AcceptSocket"/>, or with an error. It never throws.</summary>
    public ValueTask NextAsync()
    {
        AcceptSocket = null;
        _ended.Reset();
        try
        {
            return _listener.AcceptAsync(this) ? new ValueTask(this, _ended.Version) : ValueTask.CompletedTask;
        }
        catch (ObjectDisposedException)
        {
            SocketError = SocketError.OperationAborted;
            return ValueTask.CompletedTask;
        }
    }

    public void GetResult(short token) => _ended.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _ended.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => _ended.SetResult(true);
}
