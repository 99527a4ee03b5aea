using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LoopbackOAuth.Testing.Tests;

/// <summary>The listener of an application that answers everything and records the bytes it saw.</summary>
internal sealed class StubListener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly List<string> _requests = [];
    private readonly Task _accepting;

    public StubListener(string reply = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nHello!", IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync(Encoding.Latin1.GetBytes(reply));
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
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync(byte[] reply)
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                ConnectionCount++;
                _connections.Add(AnswerAsync(client, reply));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client, byte[] reply)
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

                lock (_requests)
                {
                    _requests.Add(request.ToString());
                }

                await client.GetStream().WriteAsync(reply, _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
            }
        }
    }
}
