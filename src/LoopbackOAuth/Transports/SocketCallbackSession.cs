using System.Net.Sockets;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>The listening sockets of one sign-in and the connections to them.</summary>
internal sealed class SocketCallbackSession : ICallbackSession
{
    /// <summary>Browsers open connections ahead of need; a local process may open many. Beyond this the oldest that has said nothing goes.</summary>
    private const int MostConnections = 32;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly string _transport;
    private readonly Socket[] _listeners;
    private readonly AdmissionPolicy _policy;
    private readonly CallbackPages _pages;
    private readonly TimeProvider _timeProvider;
    private readonly LinkedList<CallbackConnection> _connections = new();
    private readonly object _gate = new();
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private bool _over;

    public SocketCallbackSession(string transport, Uri redirectUri, Socket[] listeners, bool acceptFormPost, CallbackPages pages, TimeProvider timeProvider)
    {
        _transport = transport;
        RedirectUri = redirectUri;
        _listeners = listeners;
        _policy = new AdmissionPolicy(redirectUri, acceptFormPost);
        _pages = pages;
        _timeProvider = timeProvider;
    }

    public Uri RedirectUri { get; }

    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        Task[] loops = [.. _listeners.Select(listener => AcceptAsync(listener, pending, cancellationToken))];
        await Task.WhenAll(loops).ConfigureAwait(false);
        CloseListeners();

        if (StopConnections())
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);

        if (!await BoundedWait.ForAsync(_allGone.Task, LongestGoodbye, _timeProvider).ConfigureAwait(false))
        {
            AbortConnections();
        }
    }

    public ValueTask DisposeAsync()
    {
        CloseListeners();
        AbortConnections();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket listener, PendingAuthorization pending, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Socket socket = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                Serve(new CallbackConnection(socket, _policy, _transport, _pages, _timeProvider), pending);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException)
            {
                // The peer reset before it was accepted, or descriptors ran out for a moment: the wait goes on.
                await PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(PauseAfterFailure, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop sees the token itself.
        }
    }

    private void Serve(CallbackConnection connection, PendingAuthorization pending)
    {
        CallbackConnection? victim = null;
        LinkedListNode<CallbackConnection> node;
        lock (_gate)
        {
            if (_over)
            {
                connection.Abort();
                return;
            }

            if (_connections.Count >= MostConnections)
            {
                // Whoever has their answer, or has asked nothing, goes first; a reply that is due is never cut off.
                victim = _connections.FirstOrDefault(candidate => candidate.HasReplied)
                    ?? _connections.FirstOrDefault(candidate => candidate.IsIdle)
                    ?? _connections.FirstOrDefault(candidate => !candidate.IsReplying)
                    ?? connection;
            }

            node = _connections.AddLast(connection);
        }

        victim?.Abort();
        _ = ServeAsync(node, pending);
    }

    private async Task ServeAsync(LinkedListNode<CallbackConnection> node, PendingAuthorization pending)
    {
        try
        {
            await node.Value.ServeAsync(pending, _closing.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _connections.Remove(node);
                if (_over && _connections.Count == 0)
                {
                    _allGone.TrySetResult();
                }
            }
        }
    }

    // Connections that carry an accepted response finish their reply; the rest have nothing to wait for.
    private bool StopConnections()
    {
        CallbackConnection[] waiting;
        lock (_gate)
        {
            _over = true;
            waiting = [.. _connections.Where(connection => !connection.IsReplying)];
            if (_connections.Count == 0)
            {
                return true;
            }
        }

        foreach (CallbackConnection connection in waiting)
        {
            connection.Abort();
        }

        return false;
    }

    private void AbortConnections()
    {
        CallbackConnection[] all;
        lock (_gate)
        {
            _over = true;
            all = [.. _connections];
        }

        foreach (CallbackConnection connection in all)
        {
            connection.Abort();
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
