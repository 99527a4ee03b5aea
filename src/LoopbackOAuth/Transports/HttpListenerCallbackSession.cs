using System.Net;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>A started <see cref="HttpListener"/>. It trusts none of its parsing: path, authority and query are judged from the raw texts.</summary>
internal sealed class HttpListenerCallbackSession : ICallbackSession
{
    private static readonly TimeSpan LongestBody = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly string _transport;
    private readonly HttpListener _listener;
    private readonly AdmissionPolicy _policy;
    private readonly CallbackPages _pages;
    private readonly TimeProvider _timeProvider;

    public HttpListenerCallbackSession(string transport, Uri redirectUri, HttpListener listener, bool acceptFormPost, CallbackPages pages, TimeProvider timeProvider)
    {
        _transport = transport;
        RedirectUri = redirectUri;
        _listener = listener;
        _policy = new AdmissionPolicy(redirectUri, acceptFormPost);
        _pages = pages;
        _timeProvider = timeProvider;
    }

    public Uri RedirectUri { get; }

    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        List<Task> replies = [];
        TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).SetResult(), over))
        {
            while (await NextAsync(over.Task).ConfigureAwait(false) is { } context)
            {
                replies.RemoveAll(reply => reply.IsCompleted);
                replies.Add(ServeAsync(context, pending));
            }
        }

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

    private async Task ServeAsync(HttpListenerContext context, PendingAuthorization pending)
    {
        try
        {
            Admission admission = Judge(context.Request, pending, out CallbackVerdict? verdict);
            if (admission is Admission.FormBody)
            {
                byte[] body = new byte[context.Request.ContentLength64];
                using CancellationTokenSource deadline = new(LongestBody, _timeProvider);
                await context.Request.InputStream.ReadExactlyAsync(body, deadline.Token).AsTask().WaitAsync(deadline.Token).ConfigureAwait(false);
                verdict = pending.Deliver(body, CallbackChannel.FormPost, _transport);
            }

            CallbackReply reply = verdict is null
                ? CallbackReply.For(admission)
                : await CallbackDesk.ReplyAsync(pending, verdict.Value, _timeProvider).ConfigureAwait(false);
            Send(context.Response, reply, _pages);
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The peer went away or took too long. The sign-in does not depend on it.
            context.Response.Abort();
        }
    }

    private Admission Judge(HttpListenerRequest source, PendingAuthorization pending, out CallbackVerdict? verdict)
    {
        verdict = null;
        string target = source.RawUrl ?? "";
        if (target.Length > HttpRequestHead.MaxLength)
        {
            return Admission.BadRequest;
        }

        // Repeated fields arrive joined by commas, which no authority, mode or media type of a browser contains.
        string? host = source.Headers["Host"];
        CallbackRequest request = new()
        {
            Method = Bytes(source.HttpMethod),
            Target = Bytes(target),
            Host = Bytes(host),
            HostCount = host is null ? 0 : 1,
            Purpose = Bytes(source.Headers["Sec-Purpose"] ?? source.Headers["Purpose"] ?? source.Headers["X-Purpose"]),
            FetchMode = Bytes(source.Headers["Sec-Fetch-Mode"]),
            FetchDest = Bytes(source.Headers["Sec-Fetch-Dest"]),
            ContentType = Bytes(source.ContentType),
            ContentLength = source.ContentLength64,
            HasTransferEncoding = source.Headers["Transfer-Encoding"] is not null,
            HasUpgrade = source.Headers["Upgrade"] is not null,
        };

        Admission admission = _policy.Judge(request, out ReadOnlySpan<byte> query);
        if (admission is Admission.Query)
        {
            verdict = pending.Deliver(query, CallbackChannel.Redirect, _transport);
        }

        return admission;
    }

    private static byte[] Bytes(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);

    private static void Send(HttpListenerResponse response, CallbackReply reply, CallbackPages pages)
    {
        CallbackPage? page = reply.Page is { } kind ? pages.For(kind) : null;
        byte[] body = page?.Body ?? [];
        response.StatusCode = reply.Status;
        response.StatusDescription = CallbackReply.ReasonOf(reply.Status);
        response.KeepAlive = false;
        foreach ((string name, string value) in CallbackPage.Headers)
        {
            response.Headers[name] = value;
        }

        response.Headers["Content-Security-Policy"] = page?.ContentSecurityPolicy ?? CallbackPage.StrictestPolicy;
        if (page is not null)
        {
            response.ContentType = CallbackPage.ContentType;
            response.ContentLength64 = body.Length;
        }

        // Blocking: the listener closes soon after, and the page must be out by then.
        response.Close(body, willBlock: true);
    }

    private void Close() => ((IDisposable)_listener).Dispose();
}
