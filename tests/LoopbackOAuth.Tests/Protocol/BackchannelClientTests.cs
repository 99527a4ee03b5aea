using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Testing;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class BackchannelClientTests
{
    private static readonly Uri Address = new("https://auth.example.com/document");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_get_says_who_asks_and_for_what()
    {
        FakeServer server = FakeServer.Always("{}");
        using BackchannelClient client = new(server);

        BackchannelResponse response = (await client.GetAsync(Address, Cancellation)).Value();

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal("GET", request.Method);
        Assert.Equal(Address.OriginalString, request.Url);
        Assert.Contains("Accept: application/json", request.Headers, StringComparison.Ordinal);
        Assert.Matches(@"User-Agent: LoopbackOAuth/\d+\.\d+\.\d+", request.Headers);
        Assert.Equal("{}", Encoding.UTF8.GetString(response.Body.Span));
        Assert.Equal((200, "application/json", true), (response.StatusCode, response.MediaType, response.IsSuccess));
    }

    [Fact]
    public async Task A_form_is_posted_encoded_and_with_its_credentials()
    {
        FakeServer server = FakeServer.Always("{}");
        using BackchannelClient client = new(server);

        await client.PostFormAsync(Address, [new("a", "1 &=+%é"), new("a", string.Empty)], "Zm9v", Cancellation);

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("application/x-www-form-urlencoded", request.ContentType);
        Assert.Equal("Basic Zm9v", request.Authorization);
        Assert.Equal([new("a", "1 &=+%é"), new("a", string.Empty)], request.Form);
    }

    [Fact]
    public async Task A_byte_order_mark_is_dropped()
    {
        using BackchannelClient client = new(new FakeServer(_ => FakeServer.Answer([0xEF, 0xBB, 0xBF, (byte)'1'], 200, "application/json; charset=utf-8")));

        Assert.Equal("1"u8.ToArray(), (await client.GetAsync(Address, Cancellation)).Value().Body.ToArray());
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Invariant_13_a_body_is_read_up_to_256_KB_and_no_further()
    {
        FakeServer server = new(_ => FakeServer.Answer(new string(' ', 256 * 1024)));
        using BackchannelClient client = new(server);
        Assert.Equal(256 * 1024, (await client.GetAsync(Address, Cancellation)).Value().Body.Length);

        EndlessStream body = new();
        using BackchannelClient endless = new(new FakeServer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) }));
        OAuthError error = (await endless.GetAsync(Address, Cancellation)).Error();

        Assert.Equal(("response_too_large", 200), (error.Code, error.StatusCode));
        Assert.InRange(body.Taken, (256 * 1024) + 1, 1024 * 1024);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    [Trait("Invariant", "13")]
    public async Task Invariant_13_a_get_follows_three_redirects_and_no_more(int status)
    {
        int left = 3;
        FakeServer server = new(_ => left-- > 0 ? FakeServer.Redirect("/next", status) : FakeServer.Answer("{}"));
        using BackchannelClient client = new(server);
        Assert.Equal(200, (await client.GetAsync(Address, Cancellation)).Value().StatusCode);
        Assert.Equal(["https://auth.example.com/document", .. Enumerable.Repeat("https://auth.example.com/next", 3)], server.Requests.Select(request => request.Url));

        FakeServer circle = new(_ => FakeServer.Redirect("/next", status));
        using BackchannelClient turning = new(circle);
        OAuthError error = (await turning.GetAsync(Address, Cancellation)).Error();
        Assert.Equal(("redirect_refused", status, 4), (error.Code, error.StatusCode, circle.Requests.Count));
    }

    [Theory]
    [InlineData("https://auth.example.com/", "http://auth.example.com/")]
    [InlineData("https://auth.example.com/", "http://127.0.0.1:8080/")]
    [InlineData("https://auth.example.com/", "file:///etc/passwd")]
    [InlineData("https://auth.example.com/", "javascript:alert(1)")]
    [InlineData("https://auth.example.com/", "https://user:password@other.example.com/")]
    [InlineData("http://127.0.0.1:8080/", "http://192.0.2.1/")]
    [InlineData("http://localhost:8080/", "http://auth.example.com/")]
    [Trait("Invariant", "13")]
    public async Task Invariant_13_no_redirect_leads_to_a_weaker_place(string from, string to)
    {
        FakeServer server = new(_ => FakeServer.Redirect(to));
        using BackchannelClient client = new(server);

        Assert.Equal("redirect_refused", (await client.GetAsync(new Uri(from), Cancellation)).Error().Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://auth.example.com/", "https://other.example.com/")]
    [InlineData("http://127.0.0.1:8080/", "http://[::1]:8080/")]
    [InlineData("http://127.0.0.1:8080/", "https://auth.example.com/")]
    public async Task A_redirect_to_a_place_as_good_is_followed(string from, string to)
    {
        FakeServer server = new(request => request.RequestUri!.OriginalString == from ? FakeServer.Redirect(to) : FakeServer.Answer("{}"));
        using BackchannelClient client = new(server);

        Assert.Equal(200, (await client.GetAsync(new Uri(from), Cancellation)).Value().StatusCode);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    [Trait("Invariant", "13")]
    public async Task Invariant_13_a_post_follows_no_redirect(int status)
    {
        FakeServer server = new(_ => FakeServer.Redirect("https://auth.example.com/other", status));
        using BackchannelClient client = new(server);

        OAuthError error = (await client.PostFormAsync(Address, [new("code", "the-code")], null, Cancellation)).Error();

        Assert.Equal(("redirect_refused", status), (error.Code, error.StatusCode));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "name could not be resolved")]
    [InlineData(HttpRequestError.SecureConnectionError, "TLS")]
    [InlineData(HttpRequestError.ConnectionError, "no connection")]
    [InlineData(HttpRequestError.ProxyTunnelError, "proxy")]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, "too large")]
    [InlineData(HttpRequestError.Unknown, "broke")]
    public async Task A_network_failure_is_a_value_with_a_remedy(HttpRequestError kind, string words)
    {
        using BackchannelClient client = new(new FakeServer(_ => throw new HttpRequestException(kind, "canary", new SocketException())));

        OAuthError error = (await client.GetAsync(Address, Cancellation)).Error();

        Assert.Equal("network_error", error.Code);
        Assert.Contains("auth.example.com", error.Description, StringComparison.Ordinal);
        Assert.Contains(words, error.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.Description, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy!);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_network_failure()
    {
        using BackchannelClient client = new(new FakeServer(_ => throw new IOException("canary")));

        Assert.Equal("network_error", (await client.GetAsync(Address, Cancellation)).Error().Code);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Invariant_13_a_server_that_does_not_answer_is_left_after_30_seconds()
    {
        ManualTimeProvider clock = new();
        using BackchannelClient client = new(new FakeServer(Never), timeProvider: clock);

        Task<ProtocolResult<BackchannelResponse>> asking = client.GetAsync(Address, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        OAuthError error = (await asking).Error();

        Assert.Equal("server_timeout", error.Code);
        Assert.NotEmpty(error.Remedy!);
    }

    [Fact]
    public async Task The_callers_cancellation_is_an_exception()
    {
        using CancellationTokenSource caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using BackchannelClient client = new(new FakeServer(Never));

        Task<ProtocolResult<BackchannelResponse>> asking = client.GetAsync(Address, caller.Token);
        await caller.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        FakeServer server = FakeServer.Always("{}");
        using BackchannelClient client = new(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(Address, new CancellationToken(canceled: true)));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_given_handler_is_disposed_only_when_asked_for(bool disposeHandler, bool used)
    {
        FakeServer server = FakeServer.Always("{}");
        BackchannelClient client = new(server, disposeHandler);
        if (used)
        {
            await client.GetAsync(Address, Cancellation);
        }

        client.Dispose();

        Assert.Equal(disposeHandler, server.IsDisposed);
    }

    [Fact]
    public async Task Its_own_handler_reads_a_real_socket_and_bounds_the_headers()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Uri address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/");
        using BackchannelClient client = new();

        string sent = await ServeAsync(listener, "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", client, address, "{}");
        Assert.DoesNotContain("Accept-Encoding", sent, StringComparison.OrdinalIgnoreCase);
        sent = await ServeAsync(listener, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", client, address, "{}");
        Assert.DoesNotContain("Cookie", sent, StringComparison.OrdinalIgnoreCase);
        await ServeAsync(listener, $"HTTP/1.1 200 OK\r\nX: {new string('x', 40_000)}\r\n\r\n", client, address, expected: null);
    }

    private static async Task<string> ServeAsync(TcpListener listener, string answer, BackchannelClient client, Uri address, string? expected)
    {
        Task<ProtocolResult<BackchannelResponse>> asking = client.GetAsync(address, Cancellation);
        using TcpClient connection = await listener.AcceptTcpClientAsync(Cancellation);
        NetworkStream stream = connection.GetStream();
        byte[] buffer = new byte[8192];
        int length = 0;
        while (!Encoding.ASCII.GetString(buffer, 0, length).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            length += await stream.ReadAsync(buffer.AsMemory(length), Cancellation);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
        ProtocolResult<BackchannelResponse> result = await asking;
        if (expected is null)
        {
            Assert.Equal("network_error", result.Error().Code);
        }
        else
        {
            Assert.Equal(expected, Encoding.ASCII.GetString(result.Value().Body.Span));
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static async Task<HttpResponseMessage> Never(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return FakeServer.Answer("{}");
    }
}
