using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>A session of <see cref="PlainTransport"/>.</summary>
internal sealed class PlainSession(Flaw flaw, Socket listener, Uri redirectUri, CallbackSessionOptions options, TimeProvider timeProvider) : ICallbackSession
{
    private readonly List<PlainConnection> _connections = [];
    private readonly CancellationTokenSource _ended = new();
    private int _refused;

    public Uri RedirectUri => redirectUri;

    public Flaw Flaw => flaw;

    public CallbackSessionOptions Options => options;

    public TimeProvider TimeProvider => timeProvider;

    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        if (flaw is Flaw.BindsLate)
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, redirectUri.Port));
            listener.Listen(128);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(flaw is Flaw.HeedsNoCancel ? CancellationToken.None : cancellationToken, _ended.Token);
        try
        {
            while (true)
            {
                var connection = new PlainConnection(this, await listener.AcceptAsync(either.Token));
                lock (_connections)
                {
                    _connections.Add(connection);
                }

                Task serving = connection.ServeAsync(pending, cancellationToken);
                if (flaw is Flaw.ServesOneAtATime or Flaw.DiesOfAReset)
                {
                    await serving;
                }
            }
        }
        catch (OperationCanceledException) when (flaw is not Flaw.ThrowsWhenCancelled)
        {
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        catch (SocketException)
        {
            return;
        }

        if (flaw is Flaw.StaysOpen)
        {
            return;
        }

        listener.Dispose();
        await EndAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (flaw is not Flaw.StaysOpen)
        {
            listener.Dispose();
            Abort();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What a request is worth to a session with a flaw.</summary>
    public void Saw(CallbackVerdict? verdict)
    {
        bool wrong = verdict is { Kind: CallbackVerdictKind.Refused };
        if (flaw is Flaw.EndsOnAnyRequest || (flaw is Flaw.GivesUpAfterWrongStates && wrong && Interlocked.Increment(ref _refused) == 32))
        {
            _ended.Cancel();
        }
    }

    // Replies that are due are sent; everybody else is cut off.
    private async Task EndAsync()
    {
        PlainConnection[] connections;
        lock (_connections)
        {
            connections = [.. _connections];
        }

        foreach (PlainConnection connection in connections.Where(connection => !connection.OwesReply && flaw is not Flaw.KeepsItsPeers))
        {
            connection.Abort();
        }

        await Task.WhenAll(connections.Where(connection => connection.OwesReply).Select(connection => connection.Replied));
    }

    private void Abort()
    {
        lock (_connections)
        {
            if (flaw is not Flaw.KeepsItsPeers)
            {
                _connections.ForEach(connection => connection.Abort());
            }
        }
    }
}
