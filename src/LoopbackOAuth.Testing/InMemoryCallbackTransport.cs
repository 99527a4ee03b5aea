using System.Globalization;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing;

/// <summary>A transport without a socket: a test hands the authorization response to the session itself.</summary>
public sealed class InMemoryCallbackTransport : ICallbackTransport
{
    private readonly Gate _gate = new();
    private readonly List<InMemoryCallbackSession> _sessions = [];
    private readonly TaskCompletionSource<InMemoryCallbackSession> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _nextPort = 49152;

    /// <summary>The name, <c>memory</c>.</summary>
    public string Name => "memory";

    /// <summary>What <see cref="OpenAsync"/> throws instead of opening, such as a port in use.</summary>
    /// <value>The default is <see langword="null"/>: it opens.</value>
    public CallbackTransportException? Failure { get; set; }

    /// <summary>Ends when the first session is opened, with that session.</summary>
    public Task<InMemoryCallbackSession> Opened => _opened.Task;

    /// <summary>Every session so far, in order.</summary>
    public IReadOnlyList<InMemoryCallbackSession> Sessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ICallbackSession>(cancellationToken);
        }

        if (Failure is { } failure)
        {
            return ValueTask.FromException<ICallbackSession>(failure);
        }

        var session = new InMemoryCallbackSession(options.RedirectUri ?? MakeRedirectUri(options.Redirect), Name);
        lock (_gate)
        {
            _sessions.Add(session);
        }

        _opened.TrySetResult(session);
        return ValueTask.FromResult<ICallbackSession>(session);
    }

    private Uri MakeRedirectUri(RedirectRule rule)
    {
        string host = rule.Host switch
        {
            LoopbackHost.IPv6 => "[::1]",
            LoopbackHost.Localhost => "localhost",
            _ => "127.0.0.1",
        };
        int port = rule.Port.Ports.Count > 0 ? rule.Port.Ports[0] : Interlocked.Increment(ref _nextPort);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}{rule.Path}"));
    }
}
