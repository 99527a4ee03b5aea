using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LoopbackOAuth;

/// <summary>The services of an authorizer with every gap filled.</summary>
internal sealed class LoopbackAuthorizerParts : IDisposable, IAsyncDisposable
{
    /// <summary>How long the end of refreshes is waited for: one request and some time to store what it brings.</summary>
    public static readonly TimeSpan LongestWait = BackchannelClient.RequestTimeout + TimeSpan.FromSeconds(10);

    private readonly WorkUnderWay _work = new();
    private readonly BackchannelClient _backchannel;
    private readonly Lazy<AccessTokenProvider> _accessTokens;

    public LoopbackAuthorizerParts(LoopbackOAuthOptions options, LoopbackAuthorizerServices services)
    {
        TimeProvider = services.TimeProvider ?? TimeProvider.System;
        Transport = services.Transport ?? new SocketCallbackTransport(TimeProvider);
        EnvironmentProbe = services.EnvironmentProbe ?? new EnvironmentProbe();
        TokenStore = services.TokenStore ?? new InMemoryTokenStore();
        Presenter = services.Presenter ?? new ConsoleSignInPresenter(TimeProvider) { AllowPrompt = options.AllowPrompt };
        BrowserLauncher = services.BrowserLauncher ?? new BrowserLauncher(TimeProvider);
        Providers = services.Providers ?? ConfiguredProviders.Registry(options);
        Logger = services.LoggerFactory?.CreateLogger("LoopbackOAuth") ?? NullLogger.Instance;
        _backchannel = new BackchannelClient(services.BackchannelHandler, disposeHandler: false, TimeProvider);
        Metadata = new MetadataClient(_backchannel);
        Tokens = new TokenClient(_backchannel);

        // Not before the first use: a sign-in that waits for its response has none for it yet.
        _accessTokens = new Lazy<AccessTokenProvider>(() => new AccessTokenProvider(new AccessTokenParts
        {
            Store = new GuardedStore(TokenStore),
            Grants = new GrantClient(Providers, Metadata, Tokens, new RevocationClient(_backchannel), TimeProvider),
            Options = options.Refresh,
            TimeProvider = TimeProvider,
            Logger = Logger,
            Work = _work,
        }));
    }

    public TimeProvider TimeProvider { get; }

    public ICallbackTransport Transport { get; }

    public IEnvironmentProbe EnvironmentProbe { get; }

    public ITokenStore TokenStore { get; }

    public ISignInPresenter Presenter { get; }

    public IBrowserLauncher BrowserLauncher { get; }

    public IProviderRegistry Providers { get; }

    public MetadataClient Metadata { get; }

    public TokenClient Tokens { get; }

    public AccessTokenProvider AccessTokens => _accessTokens.Value;

    public ILogger Logger { get; }

    /// <summary>The connections are closed by whoever ends last: this, or a refresh under way, whose answer may hold the only good refresh token.</summary>
    public void Dispose()
    {
        Task ended = _work.CloseAsync();
        if (ended.IsCompleted)
        {
            _backchannel.Dispose();
            return;
        }

        _ = ended.ContinueWith(_ => _backchannel.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        Task ended = EndAsync();
        try
        {
            await ended.WaitAsync(LongestWait, TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The store or a handler hangs.
        }

        Dispose();
    }

    private async Task EndAsync()
    {
        await _work.CloseAsync().ConfigureAwait(false);
        if (_accessTokens.IsValueCreated)
        {
            await AccessTokens.SaveAgainAsync().ConfigureAwait(false);
        }
    }
}
