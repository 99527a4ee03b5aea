using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tool.Tests.Relay;

/// <summary>The user's browser: it visits what the script says, once it is opened.</summary>
internal sealed class ScriptedLauncher(Func<HttpClient, Task> script) : IBrowserLauncher
{
    private readonly TaskCompletionSource _visited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri? Opened { get; private set; }

    /// <summary>Ends with the script, and fails as it does.</summary>
    public Task Visited => _visited.Task;

    public ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken)
    {
        Opened = uri;
        _ = Task.Run(VisitAsync, CancellationToken.None);
        return ValueTask.FromResult(true);
    }

    private async Task VisitAsync()
    {
        try
        {
            using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
            await script(http);
            _visited.SetResult();
        }
        catch (Exception exception)
        {
            _visited.SetException(exception);
        }
    }
}
