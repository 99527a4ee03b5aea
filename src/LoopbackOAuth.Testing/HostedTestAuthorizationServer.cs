using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing;

/// <summary>A <see cref="TestAuthorizationServer"/> on a socket of the loopback interface. Disposing it closes the port and every connection.</summary>
public sealed class HostedTestAuthorizationServer : IAsyncDisposable
{
    private readonly LoopbackHttpHost _host;
    private readonly Action _onDisposed;
    private int _disposed;

    internal HostedTestAuthorizationServer(TestAuthorizationServer server, LoopbackHttpHost host, Uri baseAddress, Action onDisposed)
    {
        Server = server;
        BaseAddress = baseAddress;
        _host = host;
        _onDisposed = onDisposed;
    }

    /// <summary>The server.</summary>
    public TestAuthorizationServer Server { get; }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The issuer identifier, with the port really bound.</summary>
    public string Issuer => Server.Issuer;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _host.DisposeAsync().ConfigureAwait(false);
            _onDisposed();
        }
    }
}
