using System.Diagnostics;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>What somebody who listens sees of a sign-in.</summary>
public sealed class SignInTelemetryTests : IDisposable
{
    private const string Steps = "probe,discover,bind,present,wait,validate,exchange,store";

    private readonly TelemetryRecorder _telemetry = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, TestServerMisbehaviour, string> ServerEndings => new()
    {
        { "succeeded", TestServerMisbehaviour.None, $"sign_in({Steps})" },
        { "denied", TestServerMisbehaviour.Deny, "sign_in!access_denied(probe,discover,bind,present,wait,validate!access_denied)" },
        { "rejected", new() { AuthorizationError = "user-4711-is-locked" }, "sign_in!_OTHER(probe,discover,bind,present,wait,validate!_OTHER)" },
        { "exchange_failed", new() { TokenEndpoint = TokenEndpointFault.InvalidGrant }, "sign_in!invalid_grant(probe,discover,bind,present,wait,validate,exchange!invalid_grant)" },
        { "rejected", new() { WrongNonce = true }, "sign_in!id_token_invalid(probe,discover,bind,present,wait,validate,exchange!id_token_invalid)" },
        { "exchange_failed", new() { Metadata = MetadataFault.NotFound }, "sign_in!metadata_not_found(probe,discover!metadata_not_found)" },
        { "rejected", new() { Metadata = MetadataFault.IssuerMismatch }, "sign_in!issuer_mismatch(probe,discover!issuer_mismatch)" },
    };

    [Theory, MemberData(nameof(ServerEndings))]
    public async Task The_steps_of_a_sign_in_are_children_of_it_and_tell_where_it_failed(string outcome, TestServerMisbehaviour misbehaviour, string tree)
    {
        await using TestAuthorizationServer server = new() { Misbehaviour = misbehaviour };

        await SignInAsync(server);

        Assert.Equal(tree, _telemetry.Tree());
        Activity signIn = _telemetry.Activity(LoopbackOAuthTelemetry.SignInActivity);
        Assert.Equal(outcome, signIn.GetTagItem(LoopbackOAuthTelemetry.OutcomeTag));
        Assert.Equal("custom", signIn.GetTagItem(LoopbackOAuthTelemetry.ProviderTag));
        Assert.Equal("desktop-linux", signIn.GetTagItem(LoopbackOAuthTelemetry.EnvironmentTag));
        Measured counted = Assert.Single(_telemetry.Of(LoopbackOAuthTelemetry.SignInsInstrument));
        Assert.Equal((1, "sign_in", outcome), (counted.Value, counted.Tag(LoopbackOAuthTelemetry.FlowTag), counted.Tag(LoopbackOAuthTelemetry.OutcomeTag)));
        Assert.Equal(signIn.GetTagItem(LoopbackOAuthTelemetry.ErrorTypeTag), counted.Tag(LoopbackOAuthTelemetry.ErrorTypeTag));
        Assert.Null(counted.Tag(LoopbackOAuthTelemetry.ProviderTag));
        Assert.Equal(outcome != "succeeded", counted.Tag(LoopbackOAuthTelemetry.ErrorTypeTag) is not null);
        Assert.Equal([1, -1], _telemetry.Of(LoopbackOAuthTelemetry.ActiveSignInsInstrument).Select(measured => measured.Value));
    }

    [Fact]
    public async Task A_failed_exchange_tells_the_status_that_the_server_answered_with()
    {
        await using TestAuthorizationServer server = new() { Misbehaviour = new() { TokenEndpoint = TokenEndpointFault.ServerErrorHtml } };

        await SignInAsync(server);

        Assert.Equal("sign_in!server_error_response(probe,discover,bind,present,wait,validate,exchange!server_error_response)", _telemetry.Tree());
        int status = Assert.IsType<int>(_telemetry.Activity(LoopbackOAuthTelemetry.ExchangeActivity).GetTagItem(LoopbackOAuthTelemetry.HttpStatusTag));
        Assert.InRange(status, 500, 599);
        Assert.Equal(status, _telemetry.Activity(LoopbackOAuthTelemetry.SignInActivity).GetTagItem(LoopbackOAuthTelemetry.HttpStatusTag));
    }

    [Theory]
    [InlineData(false, "sign_in!callback_timeout(probe,discover,bind,present,wait!interrupted)", "timed_out")]
    [InlineData(true, "sign_in!cancelled(probe,discover,bind,present,wait!interrupted)", "cancelled")]
    public async Task A_wait_that_ends_without_a_response_is_interrupted(bool isCancelled, string tree, string outcome)
    {
        await using TestAuthorizationServer server = new();
        ManualTimeProvider clock = new();
        RecordingPresenter presenter = new() { CanReadPaste = false };
        using CancellationTokenSource cancel = new();
        Task<AuthorizationOutcome> signIn = SignInAsync(server, clock: clock, presenter: presenter, behaviours: [BrowserBehaviour.NeverCallsBack], cancellationToken: cancel.Token);
        await presenter.WaitForNoticeAsync(SignInNoticeKind.BrowserOpened, Token);
        if (isCancelled)
        {
            await cancel.CancelAsync();
        }
        else
        {
            clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(outcome, (await signIn).Kind);
        Assert.Equal(tree, _telemetry.Tree());
        Assert.Empty(_telemetry.Of(LoopbackOAuthTelemetry.CallbackDurationInstrument));
    }

    [Fact]
    public async Task Refused_deliveries_are_counted_by_reason_and_told_by_the_wait()
    {
        await using TestAuthorizationServer server = new();

        await SignInAsync(server, behaviours: [BrowserBehaviour.WrongStateFirst, BrowserBehaviour.ErrorWithoutStateFirst]);

        Assert.Equal($"sign_in({Steps})", _telemetry.Tree());
        Assert.Equal(
            ["state_mismatch by socket", "state_missing by socket"],
            _telemetry.Of(LoopbackOAuthTelemetry.RefusalsInstrument)
                .Select(measured => $"{measured.Tag(LoopbackOAuthTelemetry.RefusalReasonTag)} by {measured.Tag(LoopbackOAuthTelemetry.TransportTag)}").Order(StringComparer.Ordinal));
        Activity wait = _telemetry.Activity(LoopbackOAuthTelemetry.WaitActivity);
        Assert.Equal(2, wait.GetTagItem(LoopbackOAuthTelemetry.RefusalCountTag));
        Assert.Equal("redirect", wait.GetTagItem(LoopbackOAuthTelemetry.ChannelTag));
        Assert.Equal("socket", _telemetry.Activity(LoopbackOAuthTelemetry.BindActivity).GetTagItem(LoopbackOAuthTelemetry.TransportTag));
    }

    [Fact]
    public async Task The_time_to_the_callback_is_measured_from_the_prompt_on_in_seconds()
    {
        await using TestAuthorizationServer server = new();
        ManualTimeProvider clock = new();
        RecordingPresenter presenter = new();
        Task<AuthorizationOutcome> signIn = SignInAsync(server, clock: clock, presenter: presenter, environment: EnvironmentPresets.Ssh);
        SignInPrompt prompt = await presenter.Shown;
        using HttpMessageHandler handler = server.CreateHandler();
        await using ScriptedBrowser browser = new(handler);
        Uri callback = await browser.FollowToRedirectAsync(prompt.AuthorizationUri, Token);
        presenter.Paste("nothing of this sign-in");
        await presenter.WaitForNoticeAsync(SignInNoticeKind.PasteRefused, Token);
        clock.Advance(TimeSpan.FromSeconds(42));
        presenter.Paste(callback.AbsoluteUri);

        Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
        Measured measured = Assert.Single(_telemetry.Of(LoopbackOAuthTelemetry.CallbackDurationInstrument));
        Assert.Equal(42, measured.Value, 3);
        Assert.Equal("s", measured.Instrument.Unit);
        Assert.Equal(["paste", "ssh"], measured.Tags.Select(tag => tag.Value));
        Assert.Equal("socket+paste", _telemetry.Activity(LoopbackOAuthTelemetry.BindActivity).GetTagItem(LoopbackOAuthTelemetry.TransportTag));
        Assert.Equal("bare_code", Assert.Single(_telemetry.Of(LoopbackOAuthTelemetry.RefusalsInstrument)).Tag(LoopbackOAuthTelemetry.RefusalReasonTag));
    }

    [Fact]
    public async Task A_place_that_cannot_be_held_is_told_by_the_bind()
    {
        await using TestAuthorizationServer server = new();
        await using ICallbackSession busy = await new SocketCallbackTransport().OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule() }, Token);

        await SignInAsync(server, port: busy.RedirectUri.Port);

        Assert.Equal("sign_in!port_in_use(probe,discover,bind!port_in_use)", _telemetry.Tree());
    }

    [Theory]
    [InlineData("store_unwritable", "store_unwritable")]
    [InlineData("tenant_4711", "_OTHER")]
    public async Task A_store_that_fails_is_told_by_the_store_step(string code, string error)
    {
        await using TestAuthorizationServer server = new();
        RecordingTokenStore store = new();
        store.FailOn(TokenStoreOperation.Set, new TokenStoreException(code, "m", "r"));

        await SignInAsync(server, store: store);

        Assert.Equal($"sign_in!{error}(probe,discover,bind,present,wait,validate,exchange,store!{error})", _telemetry.Tree());
    }

    [Fact]
    public async Task A_part_of_the_caller_that_throws_ends_every_activity()
    {
        await using TestAuthorizationServer server = new();

        await Assert.ThrowsAsync<InvalidOperationException>(() => SignInAsync(server, presenter: new ThrowingPresenter()));

        Assert.Equal("sign_in!interrupted(probe,discover,bind,present!interrupted)", _telemetry.Tree());
        Assert.Equal("interrupted", Assert.Single(_telemetry.Of(LoopbackOAuthTelemetry.SignInsInstrument)).Tag(LoopbackOAuthTelemetry.OutcomeTag));
        Assert.Equal(0, _telemetry.Of(LoopbackOAuthTelemetry.ActiveSignInsInstrument).Sum(measured => measured.Value));
    }

    [Fact]
    public async Task A_browser_leg_has_steps_of_its_own()
    {
        await using TestAuthorizationServer server = new();
        using HttpMessageHandler handler = server.CreateHandler();
        await using ScriptedBrowser browser = new(handler);
        await using LoopbackAuthorizer authorizer = Authorizer(server, browser);
        int port;
        await using (ICallbackSession free = await new SocketCallbackTransport().OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule() }, Token))
        {
            port = free.RedirectUri.Port;
        }

        Uri redirect = new($"http://127.0.0.1:{port}/callback");
        Uri url = new($"{server.Issuer}/authorize?response_type=code&client_id=app&state=abcdefgh&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString(redirect.OriginalString)}");
        BrowserLegResult result = await authorizer.ReceiveCallbackAsync(new BrowserLegRequest(url, redirect), Token);

        Assert.True(result.TryGetResponse(out _, out _));
        Assert.Equal("browser_leg(probe,bind,present,wait)", _telemetry.Tree());
        Measured counted = Assert.Single(_telemetry.Of(LoopbackOAuthTelemetry.SignInsInstrument));
        Assert.Equal(("browser_leg", "received"), (counted.Tag(LoopbackOAuthTelemetry.FlowTag), counted.Tag(LoopbackOAuthTelemetry.OutcomeTag)));
    }

    [Fact]
    public async Task The_callers_own_activity_is_current_again_afterwards()
    {
        await using TestAuthorizationServer server = new();

        await SignInAsync(server);

        Assert.Same(_telemetry.Root, Activity.Current);
    }

    [Fact]
    public async Task No_step_becomes_a_trace_of_its_own_when_the_sign_in_is_not_recorded()
    {
        await using TestAuthorizationServer server = new();
        _telemetry.Dispose();
        using TelemetryRecorder unrecorded = new(isRecorded: name => name != LoopbackOAuthTelemetry.SignInActivity);

        await SignInAsync(server);

        Assert.Empty(unrecorded.Activities);
        Assert.Single(unrecorded.Of(LoopbackOAuthTelemetry.SignInsInstrument));
    }

    public void Dispose() => _telemetry.Dispose();

    private static LoopbackAuthorizer Authorizer(
        TestAuthorizationServer server,
        IBrowserLauncher browser,
        ISignInPresenter? presenter = null,
        TimeProvider? clock = null,
        ITokenStore? store = null,
        LoopbackOAuth.Environments.HostEnvironment? environment = null) => new(options: null, new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(environment ?? EnvironmentPresets.LocalDesktop),
            Presenter = presenter ?? new RecordingPresenter { CanReadPaste = false },
            BrowserLauncher = browser,
            TokenStore = store ?? new RecordingTokenStore(),
            BackchannelHandler = server.CreateHandler(),
            TimeProvider = clock,
        });

    private static async Task<AuthorizationOutcome> SignInAsync(
        TestAuthorizationServer server,
        IReadOnlyList<BrowserBehaviour>? behaviours = null,
        ISignInPresenter? presenter = null,
        TimeProvider? clock = null,
        ITokenStore? store = null,
        LoopbackOAuth.Environments.HostEnvironment? environment = null,
        int? port = null,
        CancellationToken cancellationToken = default)
    {
        using HttpMessageHandler handler = server.CreateHandler();
        await using ScriptedBrowser browser = new(handler) { Behaviours = behaviours ?? [] };
        await using LoopbackAuthorizer authorizer = Authorizer(server, browser, presenter, clock, store, environment);
        return await authorizer.AuthorizeAsync(
            new AuthorizationRequest("contoso-tenant-4711")
            {
                Server = new AuthorizationServer { Issuer = server.Issuer },
                ClientId = "app",
                Scopes = ["openid", "offline_access"],
                Port = port,
            },
            cancellationToken);
    }

    private sealed class ThrowingPresenter : ISignInPresenter
    {
        public bool CanReadPaste => false;

        public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
