using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>An authorization server that answers a token or revocation request only when it is told to.</summary>
internal sealed class HeldServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<Task> _answers = [];
    private readonly Task _loop;
    private int _posts;

    public HeldServer()
    {
        Issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Free()}");
        _listener.Prefixes.Add(Issuer + "/");
        _listener.Start();
        _loop = Task.Run(RunAsync);
    }

    public string Issuer { get; }

    public int Posts => Volatile.Read(ref _posts);

    /// <summary>Ends when a request has come that is held.</summary>
    public Task Asked => _asked.Task;

    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_answers);
        _listener.Close();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                _answers.Add(Task.Run(() => AnswerAsync(context)));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            if (context.Request.HttpMethod == "POST")
            {
                Interlocked.Increment(ref _posts);
                _asked.TrySetResult();
                await _released.Task;
            }

            var body = Encoding.UTF8.GetBytes(context.Request.Url!.AbsolutePath switch
            {
                "/token" => """{ "access_token": "new-access", "refresh_token": "new-refresh", "token_type": "Bearer", "expires_in": 600 }""",
                "/revoke" => "{}",
                _ => $$"""{ "issuer": "{{Issuer}}", "authorization_endpoint": "{{Issuer}}/authorize", "token_endpoint": "{{Issuer}}/token", "revocation_endpoint": "{{Issuer}}/revoke", "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"] }""",
            });
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client went away, which is what some tests are about.
        }
    }
}
