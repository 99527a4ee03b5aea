using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>A resource server on a socket, for what only a real HTTP stack does.</summary>
internal sealed class ResourceServer : IDisposable
{
    private readonly HttpListener _listener;

    internal ResourceServer(Action<HttpListenerContext> answer)
    {
        for (var attempt = 0; ; attempt++)
        {
            using TcpListener probe = new(IPAddress.Loopback, 0);
            probe.Start();
            Origin = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            _listener = new HttpListener { Prefixes = { Origin + "/" } };
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster.
            }
        }

        _ = Task.Run(() => RunAsync(answer));
    }

    internal string Origin { get; }

    /// <summary>The path and the Authorization field of every request.</summary>
    internal ConcurrentQueue<(string Path, string? Authorization)> Requests { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task RunAsync(Action<HttpListenerContext> answer)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Requests.Enqueue((context.Request.RawUrl!, context.Request.Headers["Authorization"]));
                answer(context);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }
}
