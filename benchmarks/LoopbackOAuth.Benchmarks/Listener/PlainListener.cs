using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Benchmarks.Callback;

namespace LoopbackOAuth.Benchmarks.Listener;

/// <summary>The least a listener can do: it takes one connection, reads until an empty line, and answers with a fixed text.</summary>
internal static class PlainListener
{
    public static Task<(string Address, Func<Task> Stop)> OpenAsync()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener);
        return Task.FromResult<(string, Func<Task>)>(($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/callback?{ExampleCallback.Query}", async () =>
        {
            await serving;
            listener.Stop();
        }));
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        using Socket socket = await listener.AcceptSocketAsync();
        byte[] buffer = new byte[4096];
        int received = 0;
        while (buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8) < 0)
        {
            received += await socket.ReceiveAsync(buffer.AsMemory(received));
        }

        await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
    }
}
