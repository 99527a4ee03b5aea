using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Benchmarks.Requests;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>
/// The browser of both clients: a thread with plain blocking sockets that asks the authorization server, requests the
/// redirect as Chrome does, and follows one more redirect if the listener answers with one.
/// </summary>
internal sealed class SignInBrowser : IDisposable
{
    private readonly BlockingCollection<string> _addresses = [];
    private readonly SemaphoreSlim _shown = new(0);
    private readonly Thread? _thread;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly bool _keepBody;
    private long _allocated;
    private long _shownAt;
    private Exception? _failure;

    public SignInBrowser(bool startThread = true, bool keepBody = false)
    {
        _keepBody = keepBody;
        if (startThread)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "browser" };
            _thread.Start();
        }
    }

    /// <summary>What the browser and the authorization endpoint have allocated: it is no part of a client.</summary>
    public long Allocated => Volatile.Read(ref _allocated);

    /// <summary>Opens an authorization URL, and returns at once.</summary>
    public void Open(string authorizationUrl) => _addresses.Add(authorizationUrl);

    /// <summary>Waits for the page of the last visit.</summary>
    /// <returns>When it was there, as a <see cref="Stopwatch"/> timestamp.</returns>
    public long WaitForPage()
    {
        if (!_shown.Wait(TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException("The listener showed no page.");
        }

        return _failure is null ? Volatile.Read(ref _shownAt) : throw new InvalidOperationException("The browser failed.", _failure);
    }

    /// <summary>The body of the last reply.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Requests an address and what it redirects to, and returns the status of the page.</summary>
    public int Visit(string address)
    {
        int status = Get(address, out string? location);
        if (status is 302 or 303 && location is not null)
        {
            string origin = address[..address.IndexOf('/', "http://".Length)];
            status = Get(location.StartsWith('/') ? origin + location : location, out _);
        }

        return status;
    }

    public void Dispose()
    {
        _addresses.CompleteAdding();
        _thread?.Join();
        _addresses.Dispose();
        _shown.Dispose();
    }

    private void Run()
    {
        foreach (string address in _addresses.GetConsumingEnumerable())
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                int status = Visit(SignInServer.Authorize(address));
                _failure = status == 200 ? null : new InvalidOperationException($"The page has status {status}.");
            }
#pragma warning disable CA1031 // Whoever waits for the page gets it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failure = exception;
            }

            Volatile.Write(ref _shownAt, Stopwatch.GetTimestamp());
            Interlocked.Add(ref _allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            _shown.Release();
        }
    }

    private int Get(string address, out string? location)
    {
        // By hand, because Uri rewrites some of what a browser sends as it is.
        ReadOnlySpan<char> rest = address.AsSpan("http://".Length);
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> authority = rest[..slash];
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, int.Parse(authority[(authority.IndexOf(':') + 1)..], provider: null)));
        int length = Encoding.Latin1.GetBytes($"GET {rest[slash..]} HTTP/1.1\r\nHost: {authority}\r\n{ChromeRequest.Fields}", _buffer);
        socket.Send(_buffer.AsSpan(0, length));

        int received = 0;
        int head = -1;
        long body = long.MaxValue;
        while (head < 0 || received < head + body)
        {
            int count = socket.Receive(_buffer.AsSpan(received));
            if (count == 0)
            {
                break;
            }

            received += count;
            if (head < 0 && (head = _buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8)) >= 0)
            {
                head += 4;
                body = Field(_buffer.AsSpan(0, head), "Content-Length: "u8) is { } text ? long.Parse(text, provider: null) : long.MaxValue;
            }
        }

        if (head < 0)
        {
            throw new IOException("The connection was closed without a reply.");
        }

        if (_keepBody)
        {
            Body = Encoding.UTF8.GetString(_buffer.AsSpan(head, received - head));
        }

        location = Field(_buffer.AsSpan(0, head), "Location: "u8);
        return int.Parse(_buffer.AsSpan("HTTP/1.1 ".Length, 3), provider: null);
    }

    private static string? Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        int start = head.IndexOf(name);
        if (start < 0)
        {
            return null;
        }

        head = head[(start + name.Length)..];
        return Encoding.ASCII.GetString(head[..head.IndexOf("\r\n"u8)]);
    }
}
