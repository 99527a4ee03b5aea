using System.Net.Sockets;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>A live sign-in over the transport under test, with an authorization server in this process and no browser but the script.</summary>
internal sealed partial class ConformanceFlow : IAsyncDisposable
{
    private const string ProviderId = "conformance";

    private readonly ConformanceRun _run;
    private readonly FlowSettings _settings;
    private readonly TestAuthorizationServer _server = new();
    private readonly RecordingPresenter _presenter;
    private readonly WatchedTransport _transport;
    private readonly LoopbackAuthorizer _authorizer;
    private readonly CancellationTokenSource _cancel;
    private readonly List<RawPeer> _peers = [];
    private readonly List<(RawPeer Peer, ReplyRule Rule)> _held = [];
    private WatchedSession? _session;
    private WatchedPort? _port;

    public ConformanceFlow(ConformanceRun run, FlowSettings settings)
    {
        _run = run;
        _settings = settings;
        _presenter = new RecordingPresenter { CanReadPaste = settings.WithPaste };
        _transport = new WatchedTransport(settings.Transport ?? run.CreateTransport(settings.Clock));
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(run.Patience.CancellationToken);
        _authorizer = new LoopbackAuthorizer(services: new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            Presenter = _presenter,
            Transport = _transport,
            BackchannelHandler = _server.CreateHandler(),
            TimeProvider = settings.Clock,
            Providers = new ProviderRegistry(
                [new ProviderDefinition
                {
                    Id = ProviderId,
                    ClientId = "app",
                    Server = new AuthorizationServer { Issuer = _server.Issuer },
                    Redirect = run.Options.Redirect,
                    CallbackOrigins = settings.CallbackOrigins,
                }],
                includeKnown: false),
        });
    }

    /// <summary>How the sign-in ends.</summary>
    public Task<AuthorizationOutcome> Outcome { get; private set; } = Task.FromCanceled<AuthorizationOutcome>(new CancellationToken(canceled: true));

    public Uri RedirectUri => _session!.RedirectUri;

    /// <summary>The address the authorization server sends the browser to.</summary>
    public Uri Callback { get; private set; } = null!;

    /// <summary>What is in the texts that a script sends.</summary>
    public RequestTexts Texts { get; private set; } = null!;

    public PendingAuthorization Pending => _session!.Pending!;

    public int TokenRequestCount => _server.TokenRequestCount;

    public bool ServesHttp => _run.Options.Deliver is null;

    private Patience Patience => _run.Patience;

    public async Task StartAsync()
    {
        Outcome = Task.Run(() => _authorizer.AuthorizeAsync(new AuthorizationRequest(ProviderId) { NoBrowser = true, FormPost = _settings.FormPost }, _cancel.Token), CancellationToken.None);
        await Patience.ForAsync(Task.WhenAny(Outcome, _transport.Running), "The session did not begin to run.").ConfigureAwait(false);
        if (Outcome.IsCompleted)
        {
            AuthorizationOutcome outcome = await Outcome.ConfigureAwait(false);
            throw outcome is AuthorizationOutcome.ListenerUnavailable && ConformanceRun.IsOutOfReach(outcome.Code)
                ? new NotApplicableException(outcome.Cause)
                : new NonConformanceException($"The sign-in did not begin: {outcome}");
        }

        _session = await _transport.Running.ConfigureAwait(false);
        _port = new WatchedPort(RedirectUri);
        SignInPrompt prompt = await _presenter.Shown.ConfigureAwait(false);

        // The server in this process answers by query only; what a browser would post is the same text.
        var authorizationUri = new Uri(prompt.AuthorizationUri.AbsoluteUri.Replace("&response_mode=form_post", "", StringComparison.Ordinal));
        var browser = new ScriptedBrowser(_server.CreateHandler());
        await using (browser.ConfigureAwait(false))
        {
            Callback = await browser.FollowToRedirectAsync(authorizationUri, Patience.CancellationToken).ConfigureAwait(false);
        }

        Texts = new RequestTexts(RedirectUri, Callback);
    }

    /// <summary>From now on the token endpoint answers only when the gate is opened.</summary>
    public TaskCompletionSource HoldTokenEndpoint()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Misbehaviour = _server.Misbehaviour with { TokenEndpointGate = gate.Task };
        return gate;
    }

    /// <summary>From now on the token endpoint refuses every code.</summary>
    public void RefuseCodes() => _server.Misbehaviour = _server.Misbehaviour with { TokenEndpoint = TokenEndpointFault.InvalidGrant };

    /// <summary>Waits until the token endpoint was asked, and gives its answer time to arrive.</summary>
    public async Task TokensAskedForAsync()
    {
        async Task AskedAsync()
        {
            while (TokenRequestCount == 0 && !Outcome.IsCompleted && !_cancel.IsCancellationRequested)
            {
                await Patience.GlanceAtAsync(Outcome).ConfigureAwait(false);
            }
        }

        await Patience.ForAsync(AskedAsync(), "The code was not exchanged.").ConfigureAwait(false);
        await Patience.GlanceAtAsync(Outcome).ConfigureAwait(false);
    }

    public void Paste(string text) => _presenter.Paste(text);

    public Task CancelAsync() => _cancel.CancelAsync();

    /// <param name="otherwise">What is wrong when nobody listens.</param>
    /// <exception cref="NonConformanceException">Nobody listens.</exception>
    public async Task<RawPeer> ConnectAsync(string otherwise = "A connection was refused while the sign-in waits.")
    {
        try
        {
            RawPeer peer = await Patience.ForAsync(RawPeer.ConnectAsync(RedirectUri, Patience.CancellationToken), "A connection was not made.").ConfigureAwait(false);
            lock (_peers)
            {
                _peers.Add(peer);
            }

            return peer;
        }
        catch (SocketException exception)
        {
            throw new NonConformanceException($"{otherwise} ({exception.SocketErrorCode})");
        }
    }

    /// <summary>Leaves a connection open until the end of the sign-in, where it must end too.</summary>
    public void Hold(RawPeer peer, ReplyRule? rule = null)
    {
        _ = peer.ReadToEndAsync(Patience.CancellationToken);
        _held.Add((peer, rule ?? ReplyRule.Noise));
    }

    public async ValueTask DisposeAsync()
    {
        await _cancel.CancelAsync().ConfigureAwait(false);
        foreach (RawPeer peer in _peers)
        {
            peer.Dispose();
        }

        // A transport that does not heed its end has failed its script already.
        await Task.WhenAny(Outcome, Task.Delay(_run.Options.Patience, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        _authorizer.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
        _cancel.Dispose();
    }
}
