using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Somebody who has signed in at the test server, with a clock that stands still.</summary>
internal sealed class SignedIn : IAsyncDisposable
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly List<LoopbackAuthorizer> _authorizers = [];
    private readonly Func<HttpMessageHandler, HttpMessageHandler> _wrap;
    private readonly ILoggerFactory? _log;
    private int _requestsUnderWay;

    private SignedIn(TestAuthorizationServerOptions options, ITokenStore? store, Func<HttpMessageHandler, HttpMessageHandler>? wrap, ILoggerFactory? log)
    {
        Server = new TestAuthorizationServer(options with { TimeProvider = Clock });
        TokenStore = store ?? Store;
        _wrap = wrap ?? (handler => handler);
        _log = log;
        Authorizer = AnotherProcess();
    }

    internal ManualTimeProvider Clock { get; } = new();

    internal TestAuthorizationServer Server { get; }

    /// <summary>The store, unless a test brings one of its own.</summary>
    internal RecordingTokenStore Store { get; } = new();

    internal ITokenStore TokenStore { get; }

    internal LoopbackAuthorizer Authorizer { get; }

    internal IAccessTokenProvider Provider => Authorizer.AccessTokens;

    internal TokenKey Key { get; private set; } = null!;

    /// <summary>What the sign-in brought.</summary>
    internal TokenSet Tokens { get; private set; } = null!;

    internal int RefreshCount => Server.Requests.Count(request => request.Parameter("grant_type") == "refresh_token");

    internal static async Task<SignedIn> StartAsync(
        TestAuthorizationServerOptions? options = null,
        ITokenStore? store = null,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap = null,
        ILoggerFactory? log = null,
        AuthorizationRequest? request = null)
    {
        SignedIn signedIn = new(options ?? new TestAuthorizationServerOptions(), store, wrap, log);
        await signedIn.SignInAsync(request);
        return signedIn;
    }

    internal async Task SignInAsync(AuthorizationRequest? request = null)
    {
        var outcome = await Authorizer.AuthorizeAsync(
            (request ?? new AuthorizationRequest("example") { Scopes = ["openid", "offline_access"] }) with { Server = new AuthorizationServer { Issuer = Server.Issuer }, ClientId = "app" },
            TestContext.Current.CancellationToken);
        var success = Assert.IsType<AuthorizationOutcome.Succeeded>(outcome);
        (Key, Tokens) = (success.Key, success.Tokens);
    }

    /// <summary>A provider that shares the store and the server with the first and nothing else, as another process does.</summary>
    internal LoopbackAuthorizer AnotherProcess(Action<LoopbackOAuthOptions>? configure = null)
    {
        // Without jitter, so that a test can say when a token is refreshed.
        LoopbackOAuthOptions options = new();
        options.Refresh.Jitter = TimeSpan.Zero;
        configure?.Invoke(options);
        LoopbackAuthorizer authorizer = new(options, new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            Presenter = new RecordingPresenter(),
            BrowserLauncher = new ScriptedBrowser(Server.CreateHandler()),
            TokenStore = TokenStore,
            BackchannelHandler = new CountingHandler(this, _wrap(Server.CreateHandler())),
            TimeProvider = Clock,
            LoggerFactory = _log,
        });
        _authorizers.Add(authorizer);
        return authorizer;
    }

    internal ValueTask<AccessTokenResult> GetAsync(AccessTokenDemand? demand = null) =>
        Provider.GetAccessTokenAsync(Key, demand, TestContext.Current.CancellationToken);

    internal async Task<Secret> TokenAsync(AccessTokenDemand? demand = null) =>
        Assert.IsType<AccessTokenResult.Available>(await GetAsync(demand)).AccessToken;

    internal async Task<TokenSet?> StoredAsync() => await TokenStore.GetAsync(Key, TestContext.Current.CancellationToken);

    internal void Expire() => Clock.Advance(Lifetime);

    /// <summary>Lets time pass until a task ends, for what waits between two tries.</summary>
    internal async Task<T> PassTimeAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            // A request under way has a time limit of its own, which must not pass only because the machine is busy.
            await Task.Delay(1, TestContext.Current.CancellationToken);
            if (Volatile.Read(ref _requestsUnderWay) == 0 && Clock.ActiveTimerCount > 0)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }

        return await task;
    }

    private sealed class CountingHandler(SignedIn user, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref user._requestsUnderWay);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref user._requestsUnderWay);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _authorizers.ForEach(authorizer => authorizer.Dispose());
        await Server.DisposeAsync();
    }
}
