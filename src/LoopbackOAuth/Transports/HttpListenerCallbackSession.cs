using System.Net;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>A started <see cref="HttpListener"/>. It trusts none of its parsing: path, authority and query are judged from the raw texts.</summary>
internal sealed class HttpListenerCallbackSession : ICallbackSession
{
    private static readonly TimeSpan LongestBody = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestReply = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly string _transport;
    private readonly HttpListener _listener;
    private readonly AdmissionPolicy _policy;
    private readonly HttpReply _replies;
    private readonly TimeProvider _timeProvider;

    public HttpListenerCallbackSession(string transport, Uri redirectUri, HttpListener listener, CallbackSessionOptions options, TimeProvider timeProvider)
    {
        string resultPath = ResultPath.Create();
        _transport = transport;
        RedirectUri = redirectUri;
        _listener = listener;
        _policy = new AdmissionPolicy(redirectUri, options.AcceptFormPost, options.CallbackOrigins, resultPath);
        _replies = new HttpReply(resultPath, options.Pages, variesByOrigin: options.CallbackOrigins.Count > 0);
        _timeProvider = timeProvider;
    }

    public Uri RedirectUri { get; }

    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        CallbackDesk desk = new(_policy, pending, _transport, _timeProvider);
        using CancellationTokenSource over = new();
        List<Task> replies = [];
        Task end = desk.EndAsync(cancellationToken);
        while (await NextAsync(end).ConfigureAwait(false) is { } context)
        {
            replies.RemoveAll(reply => reply.IsCompleted);
            replies.Add(ServeAsync(context, desk, over.Token));
        }

        desk.Close();
        await end.ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);

        // A peer that does not read its reply in time is cut off with the listener.
        await BoundedWait.ForAsync(Task.WhenAll(replies), LongestGoodbye, _timeProvider).ConfigureAwait(false);
        Close();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task<HttpListenerContext?> NextAsync(Task over)
    {
        while (!over.IsCompleted)
        {
            Task<HttpListenerContext> next;
            try
            {
                next = _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException or HttpListenerException)
            {
                return null;
            }

            if (await Task.WhenAny(next, over).ConfigureAwait(false) == over)
            {
                // It faults when the listener closes; nobody waits for it any more.
                _ = next.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                return null;
            }

            try
            {
                return await next.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private async Task ServeAsync(HttpListenerContext context, CallbackDesk desk, CancellationToken over)
    {
        try
        {
            CallbackTurn turn = HttpListenerRequestReader.Judge(context.Request, desk);
            if (turn.NeedsBody)
            {
                turn = desk.DeliverForm(await ReadBodyAsync(context.Request, over).ConfigureAwait(false));
            }

            await SendAsync(context.Response, await desk.ReplyAsync(turn).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The peer went away or took too long. The sign-in does not depend on it.
            context.Response.Abort();
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpListenerRequest request, CancellationToken over)
    {
        byte[] body = new byte[request.ContentLength64];
        using CancellationTokenSource deadline = new(LongestBody, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(over, deadline.Token);
        await request.InputStream.ReadExactlyAsync(body, either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        return body;
    }

    private async Task SendAsync(HttpListenerResponse response, CallbackReply reply)
    {
        ReadOnlyMemory<byte> body = _replies.BodyOf(reply);
        response.StatusCode = reply.Status;
        response.StatusDescription = CallbackReply.ReasonOf(reply.Status);
        response.KeepAlive = false;
        foreach ((string name, string value) in _replies.FieldsOf(reply))
        {
            response.Headers[name] = value;
        }

        if (reply.Status != 204)
        {
            response.ContentLength64 = body.Length;
        }

        if (!body.IsEmpty)
        {
            using CancellationTokenSource deadline = new(LongestReply, _timeProvider);
            await response.OutputStream.WriteAsync(body, deadline.Token).AsTask().WaitAsync(deadline.Token).ConfigureAwait(false);
        }

        response.Close();
    }

    private void Close() => ((IDisposable)_listener).Dispose();
}
