using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>A listener that is still there is found; somebody else who got its port since is not taken for it.</summary>
public sealed class WatchedPortTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_there_is_closed()
    {
        using var listener = Listen(0);
        var port = Watch(listener);
        listener.Stop();

        await port.CheckClosedAsync("", Cancellation);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("")]
    public async Task A_listener_that_stays_is_found_whether_it_is_silent_or_answers_or_hangs_up(string? answer)
    {
        using var listener = Listen(0);
        using var serving = new Serving(listener, answer);
        var port = Watch(listener);

        await Assert.ThrowsAsync<NonConformanceException>(() => port.CheckClosedAsync("GET / HTTP/1.1\r\n\r\n", Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("")]
    public async Task Somebody_else_at_the_same_port_is_not_the_listener(string? answer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells one listener from another.");
        using var listener = Listen(0);
        var port = Watch(listener);
        var number = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var other = Listen(number);
        using var serving = new Serving(other, answer);

        await port.CheckClosedAsync("GET / HTTP/1.1\r\n\r\n", Cancellation);
    }

    [Fact]
    public async Task Somebody_else_on_the_other_family_does_not_hide_a_listener_that_stays()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var listener = Listen(0);
        var port = Watch(listener);
        using var other = new TcpListener(IPAddress.IPv6Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
        other.Start();

        await Assert.ThrowsAsync<NonConformanceException>(() => port.CheckClosedAsync("", Cancellation));
    }

    private static WatchedPort Watch(TcpListener listener) => new(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/callback"));

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    /// <summary>Gives everybody the same answer and hangs up; without an answer it only lets them wait.</summary>
    private sealed class Serving : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Serving(TcpListener listener, string? answer)
        {
            if (answer is not null)
            {
                _ = ServeAsync(listener, answer);
            }
        }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }

        private async Task ServeAsync(TcpListener listener, string answer)
        {
            var token = _stop.Token;
            while (!token.IsCancellationRequested)
            {
                try
                {
                    using var client = await listener.AcceptTcpClientAsync(token);
                    await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(answer), token);
                }
                catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
                {
                    return;
                }
            }
        }
    }
}
