using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LoopbackOAuth.Testing.Http;

/// <summary>A small HTTP/1.1 server on 127.0.0.1: one request a connection. The port is bound once and held until it is disposed.</summary>
internal sealed class LoopbackHttpHost : IAsyncDisposable
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);

    private readonly Gate _gate = new();
    private readonly HashSet<Task> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TestHttpRequest, CancellationToken, Task<TestHttpResponse>> _handler;
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private int _disposed;

    public LoopbackHttpHost(Func<TestHttpRequest, CancellationToken, Task<TestHttpResponse>> handler)
    {
        _handler = handler;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        Task[] connections;
        lock (_gate)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                continue; // A peer that reset its connection before it was accepted.
            }

            Task connection = ServeAsync(client);
            lock (_gate)
            {
                _connections.RemoveWhere(task => task.IsCompleted);
                _connections.Add(connection);
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                NetworkStream stream = client.GetStream();
                TestHttpRequest? request = await ReadAsync(stream).ConfigureAwait(false);
                if (request is not null)
                {
                    TestHttpResponse response = await _handler(request, _stop.Token).ConfigureAwait(false);
                    await WriteAsync(stream, response, isHead: request.Method == "HEAD").ConfigureAwait(false);
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The peer went away, or the host stops: nobody is left to tell.
            }
        }
    }

    private async Task<TestHttpRequest?> ReadAsync(NetworkStream stream)
    {
        using var limit = new CancellationTokenSource(RequestLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, limit.Token);
        var reader = new HttpMessageReader(stream);
        if (await reader.ReadHeadAsync(either.Token).ConfigureAwait(false) is not (var line, var fields))
        {
            return null;
        }

        string[] parts = line.Split(' ');
        if (parts.Length != 3 || !parts[1].StartsWith('/'))
        {
            return null;
        }

        byte[] body = await reader.ReadBodyAsync(fields, untilClosed: false, either.Token).ConfigureAwait(false);
        return TestHttpRequest.Create(parts[0], parts[1], fields, body);
    }

    private async Task WriteAsync(NetworkStream stream, TestHttpResponse response, bool isHead)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} {(HttpStatusCode)response.Status}\r\n");
        foreach ((string name, string value) in response.Fields.All)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {response.Body.Length}\r\nConnection: close\r\n\r\n");
        byte[] body = isHead ? [] : response.Body;
        await stream.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(head.ToString()), .. body], _stop.Token).ConfigureAwait(false);
    }
}
