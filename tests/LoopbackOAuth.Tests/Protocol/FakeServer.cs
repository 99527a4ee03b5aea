using System.Net;
using System.Text;

namespace LoopbackOAuth.Tests.Protocol;

/// <summary>A server that answers in the process and remembers what it was asked.</summary>
internal sealed class FakeServer(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public FakeServer(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public List<FakeRequest> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public static FakeServer Always(string body, int status = 200, string mediaType = "application/json") =>
        new(_ => Answer(body, status, mediaType));

    public static HttpResponseMessage Answer(string body, int status = 200, string mediaType = "application/json") =>
        Answer(Encoding.UTF8.GetBytes(body), status, mediaType);

    public static HttpResponseMessage Answer(byte[] body, int status, string mediaType)
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return response;
    }

    public static HttpResponseMessage Redirect(string location, int status = 302)
    {
        HttpResponseMessage response = new((HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("Location", location);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(new FakeRequest(
            request.Method.Method,
            request.RequestUri!.OriginalString,
            request.Headers.Authorization?.ToString(),
            request.Headers.ToString(),
            request.Content?.Headers.ContentType?.ToString(),
            request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken)));
        return await answer(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
