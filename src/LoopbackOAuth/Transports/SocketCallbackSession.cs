using System.Net.Sockets;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>The listening sockets of one sign-in and the connections to them.</summary>
internal sealed class SocketCallbackSession : ICallbackSession
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly string _transport;
    private readonly Socket[] _listeners;
    private readonly AdmissionPolicy _policy;
    private readonly HttpReply _replies;
    private readonly TimeProvider _timeProvider;
    private readonly bool _onlyNearbyPeers;
    private readonly ConnectionList _connections = new();

    public SocketCallbackSession(string transport, Uri redirectUri, Socket[] listeners, CallbackSessionOptions options, TimeProvider timeProvider)
    {
        string resultPath = ResultPath.Create();
        _transport = transport;
        RedirectUri = redirectUri;
        _listeners = listeners;
        _policy = new AdmissionPolicy(redirectUri, options.AcceptFormPost, options.CallbackOrigins, resultPath);
        _replies = new HttpReply(resultPath, options.Pages, variesByOrigin: options.CallbackOrigins.Count > 0);
        _timeProvider = timeProvider;
        _onlyNearbyPeers = options.UnsafeListenAny;
    }

    public Uri RedirectUri { get; }

    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        CallbackDesk desk = new(_policy, pending, _transport, _timeProvider);
        Task loops = Task.WhenAll(_listeners.Select(listener => AcceptAsync(listener, desk)));

        // The loops end first when the session is disposed; otherwise closing ends them, and they are not waited for.
        Task end = desk.EndAsync(cancellationToken);
        await Task.WhenAny(end, loops).ConfigureAwait(false);
        desk.Close();
        CloseListeners();
        await end.ConfigureAwait(false);

        // Connections that carry an accepted response finish their reply; the rest have nothing to wait for.
        _connections.Close(static connection => connection.Phase is not ConnectionPhase.Replying);
        if (!_connections.AllGone.IsCompleted && !await BoundedWait.ForAsync(_connections.AllGone, LongestGoodbye, _timeProvider).ConfigureAwait(false))
        {
            _connections.Close(static _ => true);
        }
    }

    public ValueTask DisposeAsync()
    {
        CloseListeners();
        _connections.Close(static _ => true);
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket listener, CallbackDesk desk)
    {
        // A crowd at this listener must keep neither the other one nor the caller waiting.
        await Task.Yield();
        using SocketAcceptance acceptance = new(listener);
        while (!desk.IsClosed)
        {
            await acceptance.NextAsync().ConfigureAwait(false);
            switch (acceptance.SocketError)
            {
                case SocketError.Success when _onlyNearbyPeers && !NearbyPeer.IsAtOtherEndOf(acceptance.AcceptSocket!):
                    acceptance.AcceptSocket!.Dispose();
                    break;
                case SocketError.Success:
                    Serve(new CallbackConnection(acceptance.AcceptSocket!, desk, _replies, _connections, _timeProvider));
                    break;
                case SocketError.OperationAborted or SocketError.Interrupted:
                    return;
                case SocketError.ConnectionReset or SocketError.ConnectionAborted:
                    // The peer reset before it was accepted. No pause: whoever does it on purpose must not slow down the others.
                    break;
                default:
                    // Descriptors ran out for a moment: the wait goes on.
                    await Task.Delay(PauseAfterFailure, _timeProvider, CancellationToken.None).ConfigureAwait(false);
                    break;
            }
        }
    }

    private void Serve(CallbackConnection connection)
    {
        if (_connections.Add(connection))
        {
            _ = connection.ServeAsync();
        }
        else
        {
            connection.Close();
        }
    }

    private void CloseListeners()
    {
        foreach (Socket listener in _listeners)
        {
            listener.Dispose();
        }
    }
}
