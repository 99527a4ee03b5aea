using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LoopbackOAuth.Testing.Tests;

/// <summary>The listener of an application that answers everything, the last reply again and again, and records the bytes it saw.</summary>
internal sealed class StubListener : IAsyncDisposable
{
    public const string Hello = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nHello!";

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly List<string> _requests = [];
    private readonly string[] _replies;
    private readonly Task _accepting;

    public StubListener(params string[] replies)
    {
        _replies = replies.Length > 0 ? replies : [Hello];
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int ConnectionCount { get; private set; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting; // Before the listener goes: stopped between two connections, it would refuse to accept the next.
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                ConnectionCount++;
                _connections.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var request = new StringBuilder();
                byte[] buffer = new byte[4096];
                while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    int count = await client.GetStream().ReadAsync(buffer, _stop.Token);
                    if (count == 0)
                    {
                        return;
                    }

                    request.Append(Encoding.Latin1.GetString(buffer, 0, count));
                }

                string reply;
                lock (_requests)
                {
                    reply = _replies[Math.Min(_requests.Count, _replies.Length - 1)];
                    _requests.Add(request.ToString());
                }

                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(reply), _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
            }
        }
    }
}
