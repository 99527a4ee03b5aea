using System.Net;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>A handler over servers that refuse by rule, for tests of what refusals cause.</summary>
internal sealed class ScriptedApi : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, string?, bool> _isRefused;

    /// <param name="provider">Gives the tokens.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="isRefused">From a request and its token to whether it is refused.</param>
    internal ScriptedApi(IAccessTokenProvider provider, TimeProvider clock, Func<HttpRequestMessage, string?, bool> isRefused)
    {
        _isRefused = isRefused;
        AccessTokenHandlerOptions options = new() { Provider = "example", AllowedOrigins = { "https://a.example", "https://b.example" }, MaxReplayBody = 1000 };
        Client = new HttpClient(new AccessTokenHandler(provider, options, this, clock));
    }

    internal HttpClient Client { get; }

    /// <summary>How what is not refused is answered.</summary>
    internal HttpStatusCode Otherwise { get; init; } = HttpStatusCode.OK;

    internal List<(string? Token, string Body)> Requests { get; } = [];

    internal List<HttpResponseMessage> Responses { get; } = [];

    /// <summary>Reads the body as a connection does: once for each sending.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(body, cancellationToken);
        }

        var token = request.Headers.Authorization?.Parameter;
        HttpResponseMessage response = new TrackedResponse(_isRefused(request, token) ? HttpStatusCode.Unauthorized : Otherwise) { RequestMessage = request };
        lock (Requests)
        {
            Requests.Add((token, System.Text.Encoding.UTF8.GetString(body.ToArray())));
            Responses.Add(response);
        }

        return response;
    }

    internal async Task<HttpStatusCode> SendAsync(string address, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Same(content, request.Content);
        Assert.Null(request.Headers.Authorization);
        return response.StatusCode;
    }

    internal sealed class TrackedResponse(HttpStatusCode status) : HttpResponseMessage(status)
    {
        internal bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
