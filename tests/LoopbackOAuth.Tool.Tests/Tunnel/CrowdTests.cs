using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

/// <summary>Connections that only take up room.</summary>
public sealed class CrowdTests : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private readonly RemoteHost _host = new() { SignIn = _ => "200 OK" };
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<Socket> _crowd = [];
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CrowdTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "ssh is played by sockets that its Windows version does not have.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _crowd.ForEach(static socket => socket.Dispose());
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [Trait("Invariant", "13")]
    public async Task However_many_say_nothing_or_only_begin_the_response_gets_through(string beginning)
    {
        Run(TimeProvider.System);
        await _open.Task.WaitAsync(_stop.Token);
        for (int count = 0; count < (2 * CarriedConnectionList.Most) + 1; count++)
        {
            await ConnectAsync(beginning);
        }

        Socket browser = await ConnectAsync("GET /callback?code=c&state=s HTTP/1.1\r\nHost: x\r\n\r\n");

        byte[] reply = new byte[15];
        Assert.NotEqual(0, await browser.ReceiveAsync(reply, _stop.Token));
        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(reply));
    }

    [Fact]
    public async Task A_crowd_that_says_nothing_costs_no_connection_that_has_begun()
    {
        using ManualResetEventSlim reply = new();
        _host.SignIn = _ =>
        {
            reply.Wait(_stop.Token);
            return "200 OK";
        };
        Run(TimeProvider.System);
        await _open.Task.WaitAsync(_stop.Token);
        Socket browser = await ConnectAsync("GET /callback?code=c&state=s HTTP/1.1\r\n\r\n");
        await _host.WaitForAsync(host => host.Requests.Count > 0);
        for (int count = 0; count < (2 * CarriedConnectionList.Most) + 1; count++)
        {
            await ConnectAsync("");
        }

        reply.Set();
        Assert.NotEqual(0, await browser.ReceiveAsync(new byte[15], _stop.Token));
    }

    [Theory]
    [InlineData("", 9, 11)]
    [InlineData("GET / HTTP/1.1\r\n", 9, 11)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 59, 61)]
    public async Task Silence_has_an_end_whatever_was_said_before(string beginning, int before, int after)
    {
        Testing.ManualTimeProvider clock = new();
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        ForwardGate gate = new();
        gate.Open([new Forward(listener.LocalEndPoint!, "")]);
        using Socket front = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        front.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        front.Listen();
        using Socket browser = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await browser.ConnectAsync(front.LocalEndPoint!, _stop.Token);
        using Socket taken = await front.AcceptAsync(_stop.Token);
        await browser.SendAsync(Encoding.ASCII.GetBytes(beginning), _stop.Token);
        CarriedConnection connection = new(taken, gate, 0, [], clock);

        Task<Passage> run = connection.RunAsync(static () => { }, _stop.Token);
        using Socket? remote = beginning.Length > 0 ? await listener.AcceptAsync(_stop.Token) : null;
        if (remote is not null)
        {
            for (int count = 0; count < beginning.Length;)
            {
                count += await remote.ReceiveAsync(new byte[100], _stop.Token);
            }
        }

        clock.Advance(TimeSpan.FromSeconds(before));
        Assert.False(run.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(after - before));
        await run.WaitAsync(TimeSpan.FromSeconds(20), _stop.Token);
    }

    private void Run(TimeProvider clock)
    {
        TunnelRequest request = new()
        {
            Ssh = new SshRequest { Destination = SshHost.Parse("ada@remote", "destination") },
            Choice = PortChoice.Of(new ProviderRegistry([]), "xai-oauth", [_port], host: null),
            Limit = TimeSpan.FromMinutes(30),
        };
        void Say(string line)
        {
            if (line.StartsWith("The tunnel is open", StringComparison.Ordinal))
            {
                _open.TrySetResult();
            }
        }

        _ = new TunnelRun(request, _host.Start, Say, clock).RunAsync(_stop.Token);
    }

    private async Task<Socket> ConnectAsync(string beginning)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _crowd.Add(socket);
        await socket.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes(beginning), _stop.Token);
        return socket;
    }
}
