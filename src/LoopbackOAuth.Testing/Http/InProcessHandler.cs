using System.Net;
using System.Net.Http.Headers;

namespace LoopbackOAuth.Testing.Http;

/// <summary>Hands requests to a handler in this process. It knows one authority, and follows no redirect.</summary>
internal sealed class InProcessHandler(Func<Uri> issuer, Func<TestHttpRequest, CancellationToken, Task<TestHttpResponse>> handler) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("A request needs an absolute URI.");
        string expected = issuer().GetLeftPart(UriPartial.Authority);
        if (uri.GetLeftPart(UriPartial.Authority) != expected)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"Only {expected} is served in this process, not {uri.GetLeftPart(UriPartial.Authority)}.");
        }

        var fields = new HttpFields();
        Copy(request.Headers, fields);
        byte[] body = [];
        if (request.Content is { } content)
        {
            Copy(content.Headers, fields);
            body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }

        TestHttpResponse reply = await handler(TestHttpRequest.Create(request.Method.Method, uri.PathAndQuery, fields, body), cancellationToken).ConfigureAwait(false);
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : reply.Body),
        };
        foreach ((string name, string value) in reply.Fields.All)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private static void Copy(HttpHeaders headers, HttpFields fields)
    {
        foreach (KeyValuePair<string, HeaderStringValues> header in headers.NonValidated)
        {
            fields.Add(header.Key, header.Value.ToString());
        }
    }
}
