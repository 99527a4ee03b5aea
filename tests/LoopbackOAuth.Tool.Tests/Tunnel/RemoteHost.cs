using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

/// <summary>A remote host with an sshd, seen from the ssh that the tunnel starts: it forwards, and a sign-in may listen there or not.</summary>
internal sealed class RemoteHost : IAsyncDisposable
{
    private const string OldWords = "command-line: line 0: Bad configuration option: forkafterauthentication";

    private readonly CancellationTokenSource _end = new();
    private readonly List<Login> _logins = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the sign-in answers to a request line; <see langword="null"/> when nothing listens.</summary>
    public Func<string, string>? SignIn { get; set; }

    /// <summary>What ssh says and ends with instead of logging in.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether ssh is one before 8.7.</summary>
    public bool IsOld { get; set; }

    /// <summary>The requests that came, in order, and an empty one for each connection that said nothing.</summary>
    public List<string> Requests { get; } = [];

    public int Logins
    {
        get
        {
            lock (_gate)
            {
                return _logins.Count;
            }
        }
    }

    public IReadOnlyList<string> Forwards { get; private set; } = [];

    public ISshProcess Start(IReadOnlyList<string> forwards, bool forbidFork, Action<string> tell)
    {
        lock (_gate)
        {
            Forwards = forwards;
            Login login = new(this, forwards, IsOld && forbidFork ? OldWords : Refusal, tell);
            _logins.Add(login);
            return login;
        }
    }

    /// <summary>The network goes away under the connection that is there.</summary>
    public async Task DropAsync()
    {
        Login last;
        lock (_gate)
        {
            last = _logins[^1];
        }

        await last.DisposeAsync();
    }

    public async Task WaitForAsync(Func<RemoteHost, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
                if (condition(this))
                {
                    return;
                }
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
    }

    private void Note(string request)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            Requests.Add(request);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private async Task ServeAsync(Socket connection, Action<string> tell)
    {
        using (connection)
        {
            if (SignIn is not { } signIn)
            {
                tell("channel 2: open failed: connect failed: Connection refused");
                return;
            }

            byte[] buffer = new byte[4096];
            int count = await connection.ReceiveAsync(buffer);
            string request = Encoding.ASCII.GetString(buffer, 0, count).Split('\r')[0];
            Note(request);
            if (count > 0)
            {
                await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {signIn(request)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                connection.Shutdown(SocketShutdown.Send);
            }
        }
    }

    private sealed class Login : ISshProcess
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public Login(RemoteHost host, IReadOnlyList<string> forwards, string? refusal, Action<string> tell)
        {
            if (refusal is not null)
            {
                tell(refusal);
                _exited.SetResult(255);
                return;
            }

            _listener.Bind(new UnixDomainSocketEndPoint(forwards[0].Split(':')[0]));
            _listener.Listen();
            _ = AcceptAsync(host, tell);
        }

        public Task<int> Exited => _exited.Task;

        public ValueTask DisposeAsync()
        {
            _listener.Dispose();
            _exited.TrySetResult(255);
            return ValueTask.CompletedTask;
        }

        private async Task AcceptAsync(RemoteHost host, Action<string> tell)
        {
            try
            {
                while (true)
                {
                    _ = host.ServeAsync(await _listener.AcceptAsync(host._end.Token), tell);
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The connection was dropped.
            }
        }
    }
}
