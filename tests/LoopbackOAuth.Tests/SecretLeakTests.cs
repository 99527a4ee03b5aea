using System.Collections.Concurrent;
using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tests;

/// <summary>Invariant 8: every flow at Trace level, and then a search for each secret that went through it.</summary>
public sealed class SecretLeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Flows { get; } = ["success", "denied", "exchange-failed", "echoing-server", "wrong-state", "paste", "cancelled", "store-failed"];

    [Theory]
    [MemberData(nameof(Flows))]
    [Trait("Invariant", "8")]
    public async Task Secrets_cannot_print_in_any_flow_at_trace_level(string flow)
    {
        CollectingLogger log = new();
        await using TestAuthorizationServer server = new(new TestAuthorizationServerOptions
        {
            Clients = [new TestClient { ClientId = "app", Secret = new Secret("CLIENT-SECRET-CANARY"), AuthenticationMethod = ClientAuthenticationMethod.ClientSecretPost, AnyLoopbackPort = true, RedirectUris = ["http://127.0.0.1/callback"] }],
        });
        await using ScriptedBrowser browser = new(server.CreateHandler()) { Behaviours = flow == "wrong-state" ? [BrowserBehaviour.WrongStateFirst, BrowserBehaviour.DoubleDelivery] : [] };
        RecordingPresenter presenter = new() { CanReadPaste = flow is "paste" or "cancelled" };
        RecordingTokenStore store = new();
        using CancellationTokenSource cancel = new();
        server.Misbehaviour = flow switch
        {
            "denied" => TestServerMisbehaviour.Deny,
            "exchange-failed" => new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant },
            _ => TestServerMisbehaviour.None,
        };
        if (flow == "store-failed")
        {
            store.FailOn(TokenStoreOperation.Set);
        }

        using HttpMessageHandler handler = flow == "echoing-server" ? new EchoingHandler(server.CreateHandler()) : server.CreateHandler();
        using LoopbackAuthorizer authorizer = new(options: null, new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(presenter.CanReadPaste ? EnvironmentPresets.Ssh : EnvironmentPresets.LocalDesktop),
            Presenter = presenter,
            BrowserLauncher = browser,
            TokenStore = store,
            BackchannelHandler = handler,
            LoggerFactory = log,
        });
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(
            new AuthorizationRequest("example")
            {
                Server = new AuthorizationServer { Issuer = server.Issuer },
                ClientId = "app",
                ClientSecret = new Secret("CLIENT-SECRET-CANARY"),
                Scopes = ["openid", "offline_access"],
            },
            cancel.Token);
        if (presenter.CanReadPaste)
        {
            SignInPrompt prompt = await presenter.Shown;
            Uri callback = await browser.FollowToRedirectAsync(prompt.AuthorizationUri, Token);
            presenter.Paste(callback.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal));
            await presenter.WaitForNoticeAsync(SignInNoticeKind.PasteRefused, Token);
            if (flow == "cancelled")
            {
                await cancel.CancelAsync();
            }
            else
            {
                presenter.Paste(callback.AbsoluteUri);
            }
        }

        AuthorizationOutcome outcome = await signIn;
        StringBuilder printed = new(log.Text);
        printed.AppendLine(outcome.ToString()).AppendLine(outcome.Cause).AppendLine(outcome.Remedy).AppendLine(outcome.ServerError?.ToString())
            .AppendLine(outcome.ServerError?.Description).AppendLine(outcome.ServerError?.Detail);
        if (outcome is AuthorizationOutcome.Succeeded success)
        {
            printed.AppendLine(success.Tokens.ToString()).AppendLine(success.Key.ToString());
        }

        foreach (SignInNotice notice in presenter.Notices)
        {
            printed.AppendLine(notice.ToString());
        }

        foreach (SignInPrompt prompt in presenter.Prompts)
        {
            printed.AppendLine(prompt.ToString());
        }

        string[] secrets = [.. Secrets(server, presenter)];
        Assert.True(secrets.Length >= 3, "The flow went through too few secrets for the search to mean anything.");
        string text = printed.ToString();
        Assert.NotEmpty(log.Text);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    public static TheoryData<string> TokenFlows { get; } = ["refreshed", "echoing-server", "dead-grant", "store-failed", "signed-out", "sign-out-failed", "handler"];

    [Theory]
    [MemberData(nameof(TokenFlows))]
    [Trait("Invariant", "8")]
    public async Task Secrets_cannot_print_in_any_flow_after_the_sign_in(string flow)
    {
        CollectingLogger log = new();
        var isEchoing = false;
        await using Tokens.SignedIn user = await Tokens.SignedIn.StartAsync(log: log, wrap: inner => new SwitchHandler(new EchoingHandler(inner), inner, () => isEchoing));
        isEchoing = flow is "echoing-server" or "sign-out-failed";
        user.Server.Misbehaviour = flow == "dead-grant"
            ? new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant, ErrorDescription = $"The token {user.Tokens.RefreshToken!.Reveal()} is unknown." }
            : TestServerMisbehaviour.None;
        if (flow == "store-failed")
        {
            user.Store.FailOn(TokenStoreOperation.Set);
        }

        StringBuilder printed = new();
        user.Expire();
        if (flow is "signed-out" or "sign-out-failed")
        {
            LoopbackOAuth.Tokens.SignOutResult result = await user.Provider.SignOutAsync(user.Key, Token);
            printed.AppendLine(result.ToString()).AppendLine(result.RevocationError?.ToString()).AppendLine(result.RevocationError?.Detail);
        }
        else if (flow == "handler")
        {
            LoopbackOAuth.Tokens.AccessTokenHandlerOptions options = new() { Provider = "example", AllowedOrigins = { "https://api.example" } };
            using HttpClient client = new(new LoopbackOAuth.Tokens.AccessTokenHandler(user.Provider, options, new Tokens.InterceptingHandler(new HttpClientHandler(), (request, _) =>
                new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized) { RequestMessage = request }), user.Clock));
            using HttpRequestMessage request = new(HttpMethod.Get, "https://api.example/");
            using HttpResponseMessage response = await client.SendAsync(request, Token);
            printed.AppendLine(request.ToString()).AppendLine(response.ToString()).AppendLine(response.RequestMessage!.ToString());
        }
        else
        {
            LoopbackOAuth.Tokens.AccessTokenResult result = await user.PassTimeAsync(user.GetAsync().AsTask());
            printed.AppendLine(result.ToString()).AppendLine(result.Cause).AppendLine(result.Remedy).AppendLine(result.ServerError?.ToString())
                .AppendLine(result.ServerError?.Description).AppendLine(result.ServerError?.Detail)
                .AppendLine((result as LoopbackOAuth.Tokens.AccessTokenResult.Available)?.Warning?.ToString())
                .AppendLine(System.Text.Json.JsonSerializer.Serialize(result, result.GetType()))
                .AppendLine((await user.StoredAsync())!.Refusal?.ToString());
        }

        printed.Append(log.Text);
        string text = printed.ToString();
        string[] secrets =
        [
            .. user.Server.IssuedAccessTokens.Select(token => token.Token.Reveal()),
            .. user.Server.Requests.Select(request => request.Parameter("refresh_token") ?? request.Parameter("token")).OfType<string>(),
            .. user.Store.Calls.Select(call => call.Tokens?.RefreshToken?.Reveal()).OfType<string>(),
        ];
        Assert.True(secrets.Length >= 2, "The flow went through too few secrets for the search to mean anything.");
        Assert.NotEmpty(log.Text);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Secrets(TestAuthorizationServer server, RecordingPresenter presenter)
    {
        yield return "CLIENT-SECRET-CANARY";
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

        foreach (SignInPrompt prompt in presenter.Prompts)
        {
            yield return prompt.AuthorizationUri.Query;
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
    private sealed class EchoingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            (await base.SendAsync(new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded") }, cancellationToken)).Dispose();
            return new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway) { Content = new StringContent($"<html>bad request: {body}; {Uri.UnescapeDataString(body)}</html>", Encoding.UTF8, "text/html") };
        }
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
