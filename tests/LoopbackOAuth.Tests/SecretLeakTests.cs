using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tests.Diagnostics;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tests;

/// <summary>
/// Invariant 8: every flow at Trace level, and then a search for each secret that went through it, in the log, in what the caller gets (its text, its JSON, what a
/// debugger shows), in exceptions, in activities and in metrics.
/// </summary>
public sealed class SecretLeakTests
{
    private const string ClientSecret = "CLIENT-SECRET-CANARY-4c1f";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Flows { get; } =
    [
        "success", "form-post", "fetch", "paste", "denied", "wrong-state", "wrong-nonce", "no-nonce", "code-and-error", "exchange-failed", "echoing-server",
        "redirecting-server", "echo-in-description", "echo-in-redirect", "store-failed", "foreign-store-failed", "damaged-store", "timed-out", "cancelled",
    ];

    [Theory]
    [MemberData(nameof(Flows))]
    [Trait("Invariant", "8")]
    public async Task Secrets_cannot_print_in_any_flow_at_trace_level(string flow)
    {
        using TelemetryRecorder telemetry = new();
        using TemporaryFolder folder = new();
        CollectingLogger log = new();
        ManualTimeProvider? clock = flow == "timed-out" ? new() : null;
        ClientAuthenticationMethod authentication = flow is "paste" or "echoing-server" or "redirecting-server" or "echo-in-description" ? ClientAuthenticationMethod.ClientSecretBasic : ClientAuthenticationMethod.ClientSecretPost;
        await using TestAuthorizationServer server = new(new TestAuthorizationServerOptions
        {
            Clients = [new TestClient { ClientId = "app", Secret = new Secret(ClientSecret), AuthenticationMethod = authentication, AnyLoopbackPort = true, RedirectUris = ["http://127.0.0.1/callback"] }],
        });
        bool isByHand = flow is "form-post" or "fetch" or "echo-in-redirect" or "timed-out" or "damaged-store";
        bool isPasted = flow is "paste" or "cancelled";
        await using ScriptedBrowser browser = new(server.CreateHandler()) { CanLaunch = !isByHand, Behaviours = flow == "wrong-state" ? [BrowserBehaviour.WrongStateFirst, BrowserBehaviour.DoubleDelivery] : [] };
        RecordingPresenter presenter = new() { CanReadPaste = isPasted };
        RecordingTokenStore store = new();
        using CancellationTokenSource cancel = new();
        server.Misbehaviour = flow switch
        {
            "denied" => TestServerMisbehaviour.Deny,
            "wrong-nonce" => new TestServerMisbehaviour { WrongNonce = true },
            "no-nonce" => new TestServerMisbehaviour { NoNonce = true },
            "code-and-error" => new TestServerMisbehaviour { CodeAndError = true },
            "exchange-failed" => new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant },
            _ => TestServerMisbehaviour.None,
        };
        if (flow == "store-failed")
        {
            store.FailOn(TokenStoreOperation.Set);
        }

        using HttpMessageHandler handler = flow switch
        {
            "echoing-server" => new EchoingHandler(server.CreateHandler(), body => new(HttpStatusCode.BadGateway) { Content = new StringContent($"<html>bad request: {body}; {Uri.UnescapeDataString(body)}</html>", Encoding.UTF8, "text/html") }),
            "redirecting-server" => new EchoingHandler(server.CreateHandler(), body => new(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri($"https://elsewhere.example/?{body}") } }),
            "echo-in-description" => new EchoingHandler(server.CreateHandler(), ErrorWith),
            _ => server.CreateHandler(),
        };
        LoopbackOAuthOptions options = new();
        ProviderDefinition provider = new()
        {
            Id = "example",
            Server = new AuthorizationServer { Issuer = server.Issuer },
            CallbackOrigins = flow == "fetch" ? ["https://auth.example.test"] : [],
            ClientSecret = new Secret(ClientSecret),
            ClientAuthentication = authentication,
            ClientId = "app",
            Scopes = ["openid", "offline_access"],
        };
        await using LoopbackAuthorizer authorizer = new(options, new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(isPasted ? EnvironmentPresets.Ssh : EnvironmentPresets.LocalDesktop),
            Presenter = presenter,
            BrowserLauncher = browser,
            TokenStore = flow switch
            {
                "foreign-store-failed" => new TalkativeStore(),
                "damaged-store" => new FileTokenStore(folder.Store),
                _ => store,
            },
            Providers = new ProviderRegistry([provider]),
            BackchannelHandler = handler,
            TimeProvider = clock,
            LoggerFactory = log,
        });
        AuthorizationRequest request = new("example") { ClientSecret = new Secret(ClientSecret), FormPost = flow == "form-post" };
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(request, cancel.Token);
        if (isByHand || isPasted)
        {
            SignInPrompt prompt = await presenter.Shown;
            if (flow == "echo-in-redirect")
            {
                server.Misbehaviour = new TestServerMisbehaviour { AuthorizationError = "invalid_request", ErrorDescription = $"cannot read {Uri.UnescapeDataString(prompt.AuthorizationUri.Query)}" };
            }

            if (flow == "damaged-store")
            {
                Damage(folder);
            }

            Uri callback = await browser.FollowToRedirectAsync(new Uri(prompt.AuthorizationUri.AbsoluteUri.Replace("&response_mode=form_post", "", StringComparison.Ordinal)), Token);
            if (isPasted)
            {
                presenter.Paste(callback.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal));
                await presenter.WaitForNoticeAsync(SignInNoticeKind.PasteRefused, Token);
            }

            switch (flow)
            {
                case "paste":
                    presenter.Paste(callback.AbsoluteUri);
                    break;
                case "cancelled":
                    await cancel.CancelAsync();
                    break;
                case "timed-out":
                    clock!.Advance(TimeSpan.FromHours(1));
                    break;
                default:
                    await DeliverAsync(flow, callback, provider);
                    break;
            }
        }

        AuthorizationOutcome outcome = await signIn;
        Assert.Equal(Ending(flow), outcome.Kind);
        Printout printed = new();
        printed.Add(outcome).Add(request).Add(provider).Add(options).Add(new BrowserLegResult(outcome));
        foreach (object shown in (object[])[.. presenter.Notices, .. presenter.Prompts, .. server.Requests, .. server.IssuedAccessTokens, .. store.Calls, .. store.Entries])
        {
            // What a user is shown, or a test reads, is there to be read; but its text is none of that.
            printed.AddText(shown.ToString());
        }

        string[] secrets = [.. Secrets(server, presenter), .. Held(outcome), .. store.Calls.SelectMany(call => Held(call.Tokens))];
        Assert.True(secrets.Length >= 3, "The flow went through too few secrets for the search to mean anything.");
        Assert.NotEmpty(log.Text);
        Assert.NotEmpty(telemetry.Activities);
        Assert.NotEmpty(telemetry.Measurements);
        Canaries.AssertAbsent(secrets, string.Join('\n', [log.Text, printed.Text, .. telemetry.Everything()]));
    }

    public static TheoryData<string> TokenFlows { get; } =
    [
        "refreshed", "echoing-server", "echo-in-description", "redirecting-server", "dead-grant", "unavailable", "store-failed", "read-failed", "wrong-subject",
        "signed-out", "sign-out-failed", "sign-out-echo", "sign-out-store-failed", "handler", "handler-fails",
    ];

    [Theory]
    [MemberData(nameof(TokenFlows))]
    [Trait("Invariant", "8")]
    public async Task Secrets_cannot_print_in_any_flow_after_the_sign_in(string flow)
    {
        using TelemetryRecorder telemetry = new();
        CollectingLogger log = new();
        Func<string, HttpResponseMessage>? echo = null;
        await using SignedIn user = await SignedIn.StartAsync(log: log, wrap: inner => new SwitchHandler(new EchoingHandler(inner, body => echo!(body)), inner, () => echo is not null));
        echo = flow switch
        {
            "echoing-server" or "sign-out-failed" => body => new(HttpStatusCode.BadGateway) { Content = new StringContent($"<html>bad request: {body}; {Uri.UnescapeDataString(body)}</html>", Encoding.UTF8, "text/html") },
            "echo-in-description" or "sign-out-echo" => ErrorWith,
            "redirecting-server" => body => new(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri($"https://elsewhere.example/?{body}") } },
            _ => null,
        };
        user.Server.Misbehaviour = flow switch
        {
            "dead-grant" => new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant, ErrorDescription = $"The token {user.Tokens.RefreshToken!.Reveal()} is unknown." },
            "unavailable" => new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.ServiceUnavailable },
            "wrong-subject" => new TestServerMisbehaviour { WrongSubject = true },
            _ => TestServerMisbehaviour.None,
        };
        if (flow is "store-failed" or "read-failed" or "sign-out-store-failed")
        {
            user.Store.FailOn(flow switch { "store-failed" => TokenStoreOperation.Set, "read-failed" => TokenStoreOperation.Get, _ => TokenStoreOperation.Remove });
        }

        Printout printed = new();
        user.Expire();
        if (flow.StartsWith("sign", StringComparison.Ordinal))
        {
            printed.Add(await user.Provider.SignOutAsync(user.Key, Token));
        }
        else if (flow.StartsWith("handler", StringComparison.Ordinal))
        {
            AccessTokenHandlerOptions options = new() { Provider = "example", AllowedOrigins = { "https://api.example" } };
            using HttpClient client = new(new AccessTokenHandler(user.Provider, options, new InterceptingHandler(new HttpClientHandler(), (request, _) =>
                flow == "handler-fails" ? throw new HttpRequestException("no route") : new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request }), user.Clock));
            using HttpRequestMessage request = new(HttpMethod.Get, "https://api.example/");
            try
            {
                using HttpResponseMessage response = await client.SendAsync(request, Token);
                printed.AddText(response.ToString()).AddText(response.RequestMessage!.ToString());
            }
            catch (HttpRequestException exception)
            {
                printed.AddText(exception.ToString());
            }

            printed.AddText(request.ToString()).Add(options);
        }
        else
        {
            printed.Add(await user.PassTimeAsync(user.GetAsync().AsTask()));
        }

        user.Store.Heal();
        printed.Add(await user.StoredAsync()).Add(user.Tokens).Add(await user.Store.ListAsync(cancellationToken: Token));
        string[] secrets =
        [
            .. user.Server.IssuedAccessTokens.Select(token => token.Token.Reveal()),
            .. user.Server.Requests.Select(request => request.Parameter("refresh_token") ?? request.Parameter("token")).OfType<string>(),
            .. user.Store.Calls.SelectMany(call => Held(call.Tokens)),
        ];
        Assert.True(secrets.Length >= 2, "The flow went through too few secrets for the search to mean anything.");
        Assert.NotEmpty(log.Text);
        Assert.NotEmpty(telemetry.Activities);
        Canaries.AssertAbsent(secrets, string.Join('\n', [log.Text, printed.Text, .. telemetry.Everything()]));
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Secrets_cannot_print_in_a_response_and_a_result_that_hold_them()
    {
        const string State = "STATE-CANARY-0f3a9c7d21";
        const string Code = "CODE-CANARY-77b1e2";
        AuthorizationResponse response = new() { Code = new Secret(Code), State = new Secret(State), Channel = CallbackChannel.Redirect, Transport = "socket" };
        PendingAuthorization pending = new(new Secret(State), new IssuerExpectation(Issuer: null, Required: false));
        pending.Deliver($"code={Code}&state={State}", CallbackChannel.Redirect, "socket");
        BrowserLegRequest request = new(new Uri($"https://as.example/authorize?state={State}"), new Uri("http://127.0.0.1:1/callback"));
        AccessTokenDemand demand = new() { RefusedToken = new Secret(Code) };

        Printout printed = new Printout().Add(response).Add(new BrowserLegResult(response)).Add(demand).AddText(request.ToString()).AddText(pending.ToString())
            .Add(new AccessTokenResult.Available(new TokenSet { AccessToken = new Secret(Code), ObtainedAt = default }));

        Assert.Contains("socket", printed.Text, StringComparison.Ordinal);
        Canaries.AssertAbsent([State, Code], printed.Text);
    }

    [Theory]
    [InlineData("the secret 12345-canary-67890 in a text")]
    [InlineData("12345-canary-678")]
    [InlineData("Authorization: Basic YXBwOjEyMzQ1LWNhbmFyeS02Nzg5MC1hYmNkZWY=")]
    public void A_secret_that_is_printed_is_found(string text) =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Canaries.AssertAbsent(["12345-canary-67890-abcdef"], text));

    private static string Ending(string flow) => flow switch
    {
        "denied" => "denied",
        "wrong-nonce" or "no-nonce" or "code-and-error" or "echo-in-redirect" => "rejected",
        "exchange-failed" or "echoing-server" or "redirecting-server" or "echo-in-description" or "store-failed" or "foreign-store-failed" or "damaged-store" => "exchange_failed",
        "timed-out" => "timed_out",
        "cancelled" => "cancelled",
        _ => "succeeded",
    };

    private static async Task DeliverAsync(string flow, Uri callback, ProviderDefinition provider)
    {
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = true });
        using HttpRequestMessage request = new(flow == "form-post" ? HttpMethod.Post : HttpMethod.Get, flow == "form-post" ? new Uri(callback.GetLeftPart(UriPartial.Path)) : callback);
        if (flow == "form-post")
        {
            request.Content = new StringContent(callback.Query[1..], Encoding.ASCII, "application/x-www-form-urlencoded");
        }
        else if (flow == "fetch")
        {
            request.Headers.Add("Origin", provider.CallbackOrigins[0]);
            request.Headers.Add("Sec-Fetch-Mode", "cors");
            request.Headers.Add("Sec-Fetch-Dest", "empty");
        }

        using HttpResponseMessage response = await client.SendAsync(request, Token);
    }

    // RFC 6749 section 5.2, with everything that was sent in every member.
    private static HttpResponseMessage ErrorWith(string body) => new(HttpStatusCode.BadRequest)
    {
        Content = new StringContent(
            System.Text.Json.JsonSerializer.Serialize(new { error = $"bad_{body}", error_description = Uri.UnescapeDataString(body), error_uri = $"https://as.example/?{body}" }),
            Encoding.UTF8,
            "application/json"),
        Headers = { { "WWW-Authenticate", $"Bearer error_description=\"{Uri.UnescapeDataString(body)}\"" } },
    };

    // The folder of the store becomes a file while the user signs in.
    private static void Damage(TemporaryFolder folder)
    {
        if (Directory.Exists(folder.Store))
        {
            Directory.Delete(folder.Store, recursive: true);
        }

        File.WriteAllText(folder.Store, "no folder");
    }

    private static IEnumerable<string> Held(AuthorizationOutcome outcome) => Held((outcome as AuthorizationOutcome.Succeeded)?.Tokens);

    private static IEnumerable<string> Held(TokenSet? tokens) => ((Secret?[])[tokens?.AccessToken, tokens?.RefreshToken, tokens?.IdToken, tokens?.Nonce]).OfType<Secret>().Select(secret => secret.Reveal());

    private static IEnumerable<string> Secrets(TestAuthorizationServer server, RecordingPresenter presenter)
    {
        yield return ClientSecret;
        foreach (RecordedRequest request in server.Requests)
        {
            foreach ((string name, string value) in request.Parameters)
            {
                if (name is "state" or "nonce" or "code" or "code_verifier")
                {
                    yield return value;
                }
            }
        }

        foreach (IssuedAccessToken token in server.IssuedAccessTokens)
        {
            yield return token.Token.Reveal();
        }

        // A flow may end before the server saw any of it.
        foreach (SignInPrompt prompt in presenter.Prompts)
        {
            foreach (string pair in prompt.AuthorizationUri.Query[1..].Split('&'))
            {
                if (pair.StartsWith("state=", StringComparison.Ordinal) || pair.StartsWith("nonce=", StringComparison.Ordinal))
                {
                    yield return pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
                }
            }
        }
    }

    private sealed class SwitchHandler(HttpMessageHandler one, HttpMessageHandler other, Func<bool> takesOne) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _one = new(one, disposeHandler: false);
        private readonly HttpMessageInvoker _other = new(other, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (takesOne() ? _one : _other).SendAsync(request, cancellationToken);
    }

    // Answers with everything it was sent, as some servers do with what they refuse.
    private sealed class EchoingHandler(HttpMessageHandler inner, Func<string, HttpResponseMessage> answer) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            (await base.SendAsync(new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded") }, cancellationToken)).Dispose();
            return answer($"{body}&authorization={request.Headers.Authorization?.Parameter}");
        }
    }

    // A store of somebody else's, whose exceptions tell too much.
    private sealed class TalkativeStore : ITokenStore
    {
        public TokenStoreCapabilities Capabilities { get; } = new RecordingTokenStore().Capabilities;

        public ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => new((TokenSet?)null);

        public ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException($"cannot insert {tokens.AccessToken.Reveal()}, {tokens.RefreshToken?.Reveal()}");

        public ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default) => new(false);

        public async ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) => await new RecordingTokenStore().ListAsync(provider, cancellationToken);

        public ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default) => new((IAsyncDisposable?)null);
    }

    private sealed class CollectingLogger : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach ((string name, object? value) in values)
                {
                    _lines.Enqueue($"{name}={value}");
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
