using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class AccessTokenHandlerTests
{
    private const string Api = "https://api.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Bodies => new()
    {
        { "none", true },
        { "text", true },
        { "json", true },
        { "form", true },
        { "seekable-stream", true },
        { "stream-of-unknown-length", false },
        { "large-stream", false },
    };

    [Fact]
    public async Task A_request_to_an_allowed_origin_carries_the_token_and_keeps_none_of_it()
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server);
        using var client = Client(user, api);
        using HttpRequestMessage request = new(HttpMethod.Get, Api + "/me");

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"Bearer {user.Tokens.AccessToken.Reveal()}", Assert.Single(api.Requests).Authorization);
        Assert.DoesNotContain(user.Tokens.AccessToken.Reveal(), request + response.RequestMessage!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://other.example/me")]
    [InlineData("http://api.example/me")]
    [InlineData("https://api.example:8443/me")]
    [InlineData("https://api.example.evil.example/me")]
    [InlineData("https://api.example@evil.example/me")]
    [InlineData("https://user@api.example/me")]
    [InlineData("https://sub.api.example/me")]
    [InlineData("https://api.example./me")]
    [InlineData("https://\u0430pi.example/me")]
    [InlineData("http://127.0.0.1/me")]
    [InlineData("http://[::1]/me")]
    public async Task A_request_to_any_other_origin_goes_out_without_the_token(string address)
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server);
        using var client = Client(user, api);

        using var response = await client.GetAsync(address, Cancellation);

        Assert.Null(Assert.Single(api.Requests).Authorization);
        Assert.Equal(0, user.RefreshCount);
    }

    [Theory]
    [InlineData("HTTPS://API.EXAMPLE/me")]
    [InlineData("https://api.example:443/me")]
    [InlineData("https://api.example:00443?x")]
    public async Task An_allowed_origin_is_known_in_every_form_of_it(string address)
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server);
        using var client = Client(user, api);

        using var response = await client.GetAsync(address, Cancellation);

        Assert.NotNull(Assert.Single(api.Requests).Authorization);
    }

    [Theory]
    [InlineData("https://[fe80::1%25eth0]/", "https://[fe80::1]")]
    [InlineData("http://[::1%251]/", "http://[::1]")]
    public async Task An_address_with_a_zone_is_another_place_than_the_one_without(string address, string allowed)
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server);
        using HttpClient client = new(new AccessTokenHandler(user.Provider, Options(allowed), api, user.Clock));

        using var response = await client.GetAsync(address, Cancellation);

        Assert.Null(Assert.Single(api.Requests).Authorization);
    }

    [Fact]
    public async Task A_request_that_names_another_host_in_its_header_goes_out_without_the_token()
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server);
        using var client = Client(user, api);
        using HttpRequestMessage request = new(HttpMethod.Get, Api) { Headers = { Host = "evil.example" } };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Null(Assert.Single(api.Requests).Authorization);
    }

    [Theory, Trait("Invariant", "8")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invariant_8_an_exception_on_the_way_leaves_no_token_on_the_request_and_no_response_open(bool ofProvider)
    {
        RotatingProvider provider = new() { Exception = ofProvider ? new InvalidOperationException("provider") : null };
        var count = 0;
        using ScriptedApi api = new(provider, TimeProvider.System, (_, _) => ++count == 1 || ofProvider ? true : throw new IOException("network"));
        using HttpRequestMessage request = new(HttpMethod.Post, "https://a.example/") { Content = JsonContent.Create(1) };
        var content = request.Content;

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => api.Client.SendAsync(request, Cancellation));

        Assert.DoesNotContain("token-", exception + request.ToString(), StringComparison.Ordinal);
        Assert.Null(request.Headers.Authorization);
        Assert.Same(content, request.Content);
        Assert.True(Assert.IsType<ScriptedApi.TrackedResponse>(Assert.Single(api.Responses)).IsDisposed);
    }

    [Fact, Trait("Invariant", "8")]
    public async Task Invariant_8_a_token_that_cannot_be_a_header_is_not_in_the_exception()
    {
        await using var user = await SignedIn.StartAsync();
        await user.Store.SetAsync(user.Key, user.Tokens with { AccessToken = new("canary\r\nX-Evil: canary") }, Cancellation);
        FakeApi api = new(user.Server);
        using var client = Client(user, api);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(Api, Cancellation));

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task A_request_with_credentials_of_its_own_is_left_alone()
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server);
        using var client = Client(user, api);
        using HttpRequestMessage request = new(HttpMethod.Get, Api) { Headers = { Authorization = new AuthenticationHeaderValue("Basic", "eDp5") } };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal("Basic eDp5", Assert.Single(api.Requests).Authorization);
        Assert.Equal("Basic eDp5", request.Headers.Authorization.ToString());
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_refused_request_is_sent_again_with_a_new_token_when_its_body_can_be(string body, bool isReplayed)
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server) { Refused = user.Tokens.AccessToken.Reveal() };
        using var client = Client(user, api);

        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, Api) { Content = Content(body) }, Cancellation);

        Assert.Equal(1, user.RefreshCount);
        Assert.Equal(isReplayed ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(isReplayed ? 2 : 1, api.Requests.Count);
        Assert.Single(api.Requests.Select(request => request.Body).Distinct());
        Assert.Equal(body == "none" ? "" : "{\"a\":1}", api.Requests.First().Body[..Math.Min(7, api.Requests.First().Body.Length)]);

        // The next one has the new token, whether or not this one could be sent again.
        using var next = await client.GetAsync(Api, Cancellation);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact]
    public async Task Many_requests_that_are_refused_at_once_cause_one_refresh()
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server) { Refused = user.Tokens.AccessToken.Reveal(), Together = 20 };
        using var client = Client(user, api);

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => client.GetAsync(Api, Cancellation))));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(1, user.RefreshCount);
        Assert.Equal(40, api.Requests.Count);
    }

    [Fact]
    public async Task A_request_is_sent_again_once_and_a_server_that_refuses_everything_does_not_burn_tokens()
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server) { RefusesAll = true };
        using var client = Client(user, api);

        for (var count = 0; count < 5; count++)
        {
            using var response = await client.GetAsync(Api, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Equal(1, user.RefreshCount);
        Assert.Equal(6, api.Requests.Count);
        user.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await client.GetAsync(Api, Cancellation);
        Assert.Equal(2, user.RefreshCount);
    }

    [Theory]
    [InlineData("Bearer error=\"insufficient_scope\"")]
    [InlineData("Bearer error=\"invalid_request\"")]
    [InlineData("Basic realm=\"x\"")]
    public async Task A_refusal_that_is_not_about_the_token_is_returned(string challenge)
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server) { RefusesAll = true, Challenge = challenge };
        using var client = Client(user, api);

        using var response = await client.GetAsync(Api, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(0, user.RefreshCount);
    }

    [Fact]
    public async Task A_refused_request_is_returned_as_it_is_when_no_new_token_can_be_had()
    {
        await using var user = await SignedIn.StartAsync();
        FakeApi api = new(user.Server) { RefusesAll = true };
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant };
        using var client = Client(user, api);

        using var response = await client.GetAsync(Api, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);

        // From then on it is known why.
        var exception = await Assert.ThrowsAsync<AccessTokenUnavailableException>(() => client.GetAsync(Api, Cancellation));
        Assert.Equal(SignInReason.GrantRefused, Assert.IsType<AccessTokenResult.SignInRequired>(exception.Result).Reason);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_token_that_is_no_bearer_token_is_not_sent_as_one()
    {
        await using var user = await SignedIn.StartAsync();
        await user.Store.SetAsync(user.Key, user.Tokens with { TokenType = "DPoP" }, Cancellation);
        FakeApi api = new(user.Server);
        using var client = Client(user, api);

        var exception = await Assert.ThrowsAsync<AccessTokenUnavailableException>(() => client.GetAsync(Api, Cancellation));

        Assert.Equal("token_type_unsupported", exception.Code);
        Assert.Empty(api.Requests);
    }

    [Theory]
    [InlineData(301, false)]
    [InlineData(302, false)]
    [InlineData(303, false)]
    [InlineData(307, false)]
    [InlineData(308, false)]
    [InlineData(307, true)]
    public async Task No_token_crosses_a_redirect_whatever_its_kind(int status, bool isSameOrigin)
    {
        await using var user = await SignedIn.StartAsync();
        using ResourceServer other = new(context => context.Response.StatusCode = 401);
        ResourceServer? own = null;
        using ResourceServer first = own = new(context =>
        {
            context.Response.StatusCode = context.Request.RawUrl == "/there" ? 401 : status;
            context.Response.RedirectLocation = (isSameOrigin ? own!.Origin : other.Origin) + "/there";
        });
        using SocketsHttpHandler sockets = new() { AllowAutoRedirect = true };
        using HttpClient client = new(new AccessTokenHandler(user.Provider, Options(first.Origin), sockets, user.Clock));

        using var response = await client.PostAsync(first.Origin + "/here", new StringContent("x"), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var sent = $"Bearer {user.Tokens.AccessToken.Reveal()}";
        Assert.Equal(("/here", sent), first.Requests.First());
        Assert.Equal([("/there", (string?)null)], isSameOrigin ? first.Requests.Skip(1) : other.Requests);
        Assert.Equal(0, user.RefreshCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replay_works_over_a_real_connection(bool isJson)
    {
        await using var user = await SignedIn.StartAsync();
        using ResourceServer server = new(context =>
        {
            using StreamReader reader = new(context.Request.InputStream);
            var isRight = reader.ReadToEnd() == (isJson ? "[\"hello\"]" : "hello") && context.Request.Headers["Authorization"] != $"Bearer {user.Tokens.AccessToken.Reveal()}";
            context.Response.StatusCode = isRight ? 200 : 401;
            context.Response.AddHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        });
        using SocketsHttpHandler sockets = new();
        using HttpClient client = new(new AccessTokenHandler(user.Provider, Options(server.Origin), sockets, user.Clock));

        HttpContent body = isJson ? JsonContent.Create(OnceAsync(new Queue<string>(["hello"]))) : new StreamContent(new MemoryStream("hello"u8.ToArray()));

        using var response = await client.PutAsync(server.Origin, body, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_blocking_request_is_refused()
    {
        await using var user = await SignedIn.StartAsync();
        using var client = Client(user, new FakeApi(user.Server));

        Assert.Throws<NotSupportedException>(() => client.Send(new HttpRequestMessage(HttpMethod.Get, Api), Cancellation));
    }

    [Theory]
    [InlineData("Provider", "")]
    [InlineData("Account", "")]
    [InlineData("Origin", "http://api.example")]
    [InlineData("Origin", "https://api.example/")]
    [InlineData("Origin", "https://API.example")]
    [InlineData("Origin", "https://api.example:443")]
    [InlineData("Origin", "https://*.example")]
    [InlineData("Origin", "api.example")]
    [InlineData("Origin", "https://u@api.example")]
    [InlineData("Origins", "none")]
    [InlineData("MaxReplayBody", "-1")]
    [InlineData("MaxReplayBody", "67108865")]
    public async Task Settings_that_are_not_legal_are_refused(string setting, string value)
    {
        await using var user = await SignedIn.StartAsync();
        var options = Options(setting == "Origin" ? value : Api);
        switch (setting)
        {
            case "Provider":
                options.Provider = value;
                break;
            case "Account":
                options.Account = value;
                break;
            case "Origins":
                options.AllowedOrigins.Clear();
                break;
            case "MaxReplayBody":
                options.MaxReplayBody = int.Parse(value, provider: null);
                break;
        }

        Assert.Throws<ArgumentException>(() => new AccessTokenHandler(user.Provider, options));
    }

    private static async IAsyncEnumerable<string> OnceAsync(Queue<string> texts)
    {
        while (texts.TryDequeue(out var text))
        {
            await Task.Yield();
            yield return text;
        }
    }

    private static AccessTokenHandlerOptions Options(string origin) => new() { Provider = "example", AllowedOrigins = { origin }, MaxReplayBody = 1000 };

    private static HttpClient Client(SignedIn user, HttpMessageHandler api) => new(new AccessTokenHandler(user.Provider, Options(Api), api, user.Clock));

    private static HttpContent? Content(string body) => body switch
    {
        "none" => null,
        "text" => new StringContent("{\"a\":1}"),
        "json" => JsonContent.Create(new Dictionary<string, int> { ["a"] = 1 }),
        "form" => new ByteArrayContent("{\"a\":1}"u8.ToArray()),
        "seekable-stream" => new StreamContent(new MemoryStream("{\"a\":1}"u8.ToArray())),
        "large-stream" => new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes("{\"a\":1}".PadRight(1001)))),
        _ => new StreamContent(new OneWayStream("{\"a\":1}"u8.ToArray())),
    };

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class FakeApi(TestAuthorizationServer server) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _together = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<(string? Authorization, string Body)> Requests { get; } = new();

        public string? Refused { get; init; }

        public bool RefusesAll { get; init; }

        /// <summary>How many requests must have come before any is answered.</summary>
        public int Together { get; init; }

        public string? Challenge { get; init; } = "Bearer error=\"invalid_token\"";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var authorization = request.Headers.Authorization?.ToString();
            Requests.Enqueue((authorization, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            if (Requests.Count >= Together)
            {
                _together.TrySetResult();
            }

            await _together.Task;
            var isGood = !RefusesAll && (authorization is null || authorization.StartsWith("Basic", StringComparison.Ordinal)
                || (authorization != $"Bearer {Refused}" && server.IsActive(new(authorization["Bearer ".Length..]))));
            HttpResponseMessage response = new(isGood ? HttpStatusCode.OK : HttpStatusCode.Unauthorized) { RequestMessage = request };
            if (!isGood && Challenge is not null)
            {
                response.Headers.TryAddWithoutValidation("WWW-Authenticate", Challenge);
            }

            return response;
        }
    }
}
