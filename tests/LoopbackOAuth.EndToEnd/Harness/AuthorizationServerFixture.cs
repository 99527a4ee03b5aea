namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>The one authorization server of all tests, started by the first that needs it.</summary>
public sealed class AuthorizationServerFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private AuthorizationServerProcess? _server;

    internal async Task<AuthorizationServerProcess> StartedAsync()
    {
        Requirements.Program("node");
        Requirements.Program("npm");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _server ??= await AuthorizationServerProcess.StartAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _gate.Dispose();
    }
}
