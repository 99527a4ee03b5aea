using System.Net.Sockets;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests;

public sealed class LoopbackAuthorizerTests : IAsyncDisposable
{
    private readonly TestAuthorizationServer _server = new();
    private readonly RecordingPresenter _presenter = new() { CanReadPaste = false };
    private readonly RecordingTokenStore _store = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedBrowser _browser;
    private readonly Transports.ObservedTransport _transport;

    public LoopbackAuthorizerTests()
    {
        _browser = new ScriptedBrowser(_server.CreateHandler());
        _transport = new Transports.ObservedTransport(new SocketCallbackTransport(_clock));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Signs_in_from_a_laptop_stores_the_tokens_and_tells_the_page_the_truth()
    {
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(Request(), Token));

        Assert.Equal("socket", outcome.Transport);
        TokenEntry entry = Assert.Single(_store.Entries);
        Assert.Equal(new TokenKey { Provider = "example", Issuer = _server.Issuer, ClientId = "app" }, entry.Key);
        Assert.True(_server.IsActive(entry.Tokens.AccessToken));
        Assert.NotNull(entry.Tokens.RefreshToken);
        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromHours(1), entry.Tokens.ExpiresAt);
        Assert.Contains("You are signed in", (await _browser.Completion).Body, StringComparison.Ordinal);
        Assert.Equal(0, _presenter.OpenConversationCount);
        Assert.Contains(_presenter.Notices, notice => notice.Kind is SignInNoticeKind.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "1")]
    public async Task Pkce_state_and_nonce_are_on_the_wire_with_their_full_strength()
    {
        using LoopbackAuthorizer authorizer = New();
        await authorizer.AuthorizeAsync(Request() with { Scopes = ["openid"] }, Token);

        RecordedRequest authorization = Assert.Single(_server.Requests, request => request.Path == "/authorize" && request.Method == "GET");
        Assert.Equal("S256", authorization.Parameter("code_challenge_method"));
        Assert.Equal(43, authorization.Parameter("code_challenge")!.Length);
        Assert.Equal(43, authorization.Parameter("state")!.Length);
        Assert.Equal(43, authorization.Parameter("nonce")!.Length);
        RecordedRequest exchange = Assert.Single(_server.Requests, request => request.Path == "/token");
        Assert.Equal(43, exchange.Parameter("code_verifier")!.Length);
        Assert.Equal(authorization.Parameter("redirect_uri"), exchange.Parameter("redirect_uri"));
    }

    [Fact]
    [Trait("Invariant", "1")]
    public async Task An_id_token_with_a_wrong_nonce_or_none_never_reaches_the_store()
    {
        foreach (TestServerMisbehaviour misbehaviour in (TestServerMisbehaviour[])[new() { WrongNonce = true }, new() { NoNonce = true }])
        {
            _server.Misbehaviour = misbehaviour;
            using LoopbackAuthorizer authorizer = New();
            var outcome = Assert.IsType<AuthorizationOutcome.Rejected>(await authorizer.AuthorizeAsync(Request() with { Scopes = ["openid"] }, Token));
            Assert.Equal("id_token_invalid", outcome.Code);
            Assert.Empty(_store.Entries);
        }
    }

    [Fact]
    public async Task A_denial_keeps_the_servers_words_and_the_page_says_declined()
    {
        _server.Misbehaviour = TestServerMisbehaviour.Deny;
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.Denied>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Equal("access_denied", outcome.Code);
        Assert.Equal("The user said no.", outcome.ServerError!.Description);
        Assert.NotEmpty(outcome.Remedy);
        Assert.Contains("declined", (await _browser.Completion).Body, StringComparison.Ordinal);
        Assert.Equal(0, _server.TokenRequestCount);
    }

    [Theory]
    [InlineData(TokenEndpointFault.InvalidGrant, "invalid_grant")]
    [InlineData(TokenEndpointFault.InvalidClient, "invalid_client")]
    [InlineData(TokenEndpointFault.ServerErrorHtml, "server_error_response")]
    [InlineData(TokenEndpointFault.OkHtml, "invalid_response")]
    [InlineData(TokenEndpointFault.Oversize, "response_too_large")]
    public async Task A_failed_exchange_is_an_outcome_and_the_page_does_not_claim_success(TokenEndpointFault fault, string code)
    {
        _server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = fault };
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.ExchangeFailed>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Equal(code, outcome.Code);
        Assert.DoesNotContain("You are signed in", (await _browser.Completion).Body, StringComparison.Ordinal);
        Assert.Equal(1, _server.TokenRequestCount);
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public async Task Code_and_error_at_once_ends_the_sign_in_as_rejected()
    {
        _server.Misbehaviour = new TestServerMisbehaviour { CodeAndError = true };
        using LoopbackAuthorizer authorizer = New();
        Assert.IsType<AuthorizationOutcome.Rejected>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Equal(0, _server.TokenRequestCount);
    }

    [Fact]
    public async Task A_metadata_document_of_another_issuer_is_refused_before_anything_is_shown()
    {
        _server.Misbehaviour = new TestServerMisbehaviour { Metadata = MetadataFault.IssuerMismatch };
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.Rejected>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Equal("issuer_mismatch", outcome.Code);
        Assert.Empty(_presenter.Prompts);
    }

    [Fact]
    [Trait("Invariant", "3")]
    public async Task Delivered_twice_reloaded_and_surrounded_by_noise_there_is_exactly_one_token_request()
    {
        await using ScriptedBrowser browser = new(_server.CreateHandler())
        {
            Behaviours =
            [
                BrowserBehaviour.Favicon, BrowserBehaviour.PrefetchFirst, BrowserBehaviour.HeadFirst, BrowserBehaviour.OptionsFirst,
                BrowserBehaviour.WrongStateFirst, BrowserBehaviour.ErrorWithoutStateFirst, BrowserBehaviour.IdleConnections(32), BrowserBehaviour.DoubleDelivery,
            ],
        };
        using LoopbackAuthorizer authorizer = New(browser: browser);
        Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Equal(1, _server.TokenRequestCount);
        Assert.Equal(0, _server.ReplayCount);
    }

    [Fact]
    [Trait("Invariant", "4")]
    public async Task One_verifier_one_state_and_one_nonce_serve_every_channel_paste_is_only_another_transport()
    {
        _presenter.CanReadPaste = true;
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request() with { Scopes = ["openid"] }, Token);
        SignInPrompt prompt = await _presenter.Shown;
        Uri callback = await _browser.FollowToRedirectAsync(prompt.AuthorizationUri, Token);

        _presenter.Paste("http://127.0.0.1:1/callback?code=x&state=y");
        Assert.Contains("same host, port and path", (await _presenter.WaitForNoticeAsync(SignInNoticeKind.PasteRefused, Token)).Text, StringComparison.Ordinal);
        _presenter.Paste(callback.AbsoluteUri);

        var outcome = Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
        Assert.Equal("paste", outcome.Transport);
        Assert.Equal(prompt.RedirectUri, outcome.RedirectUri);
        Assert.Equal(1, _server.AuthorizationRequestCount);
        Assert.Equal(1, _server.TokenRequestCount);
        Assert.Equal(0, _presenter.PendingReadCount);
        await ClosedAsync(prompt.RedirectUri);
    }

    [Fact]
    [Trait("Invariant", "3")]
    public async Task Paste_and_listener_at_the_same_instant_make_one_token_request()
    {
        _presenter.CanReadPaste = true;
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request(), Token);
        SignInPrompt prompt = await _presenter.Shown;
        Uri callback = await _browser.FollowToRedirectAsync(prompt.AuthorizationUri, Token);
        Task<BrowserPage> delivery = _browser.DeliverAsync(callback, Token);
        _presenter.Paste(callback.AbsoluteUri);
        Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
        await delivery;
        Assert.Equal(1, _server.TokenRequestCount);
    }

    [Fact]
    public async Task Manual_paste_opens_no_listener_and_states_the_same_redirect_uri()
    {
        _presenter.CanReadPaste = true;
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.CloudShell);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request() with { ManualPaste = true, Port = 56121 }, Token);
        SignInPrompt prompt = await _presenter.Shown;
        Assert.Equal("http://127.0.0.1:56121/callback", prompt.RedirectUri.OriginalString);
        Assert.False(_transport.WasOpened);
        Uri callback = await _browser.FollowToRedirectAsync(prompt.AuthorizationUri, Token);
        _presenter.Paste(callback.Query);
        Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
    }

    [Fact]
    public async Task A_closed_prompt_leaves_the_listener_waiting()
    {
        _presenter.CanReadPaste = true;
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request(), Token);
        SignInPrompt prompt = await _presenter.Shown;
        _presenter.ClosePaste();
        await _browser.VisitAsync(prompt.AuthorizationUri, Token);
        Assert.Equal("socket", Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn).Transport);
    }

    [Fact]
    public async Task A_closed_prompt_without_a_listener_ends_the_sign_in()
    {
        _presenter.CanReadPaste = true;
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request() with { ManualPaste = true }, Token);
        await _presenter.Shown;
        _presenter.ClosePaste();
        Assert.Equal("prompt_closed", Assert.IsType<AuthorizationOutcome.Cancelled>(await signIn).Code);
    }

    [Fact]
    [Trait("Invariant", "6")]
    public async Task After_a_timeout_the_listener_the_clock_and_the_conversation_are_gone()
    {
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request() with { Timeout = TimeSpan.FromMinutes(2) }, Token);
        SignInPrompt prompt = await _presenter.Shown;
        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMinutes(2), prompt.Deadline);
        await RawRequestAsync(prompt.RedirectUri, "?code=x&state=wrong");
        _clock.Advance(TimeSpan.FromMinutes(2));

        var outcome = Assert.IsType<AuthorizationOutcome.TimedOut>(await signIn);
        Assert.Contains("1 request arrived", outcome.Cause, StringComparison.Ordinal);
        Assert.Contains("ssh", outcome.Remedy, StringComparison.Ordinal);
        await NothingLeftAsync(prompt.RedirectUri);
    }

    [Fact]
    [Trait("Invariant", "6")]
    public async Task After_a_cancel_the_listener_the_clock_and_the_conversation_are_gone()
    {
        _presenter.CanReadPaste = true;
        using CancellationTokenSource cancel = new();
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request(), cancel.Token);
        SignInPrompt prompt = await _presenter.Shown;
        await cancel.CancelAsync();
        Assert.Equal("cancelled", Assert.IsType<AuthorizationOutcome.Cancelled>(await signIn).Code);
        await NothingLeftAsync(prompt.RedirectUri);
        Assert.Equal(0, _presenter.PendingReadCount);
    }

    [Fact]
    [Trait("Invariant", "6")]
    public async Task After_an_exception_of_a_callers_own_part_nothing_is_left_either()
    {
        InvalidOperationException fault = new("a presenter's own fault");
        FaultyPresenter presenter = new(fault);
        using LoopbackAuthorizer authorizer = New(presenter: presenter);
        Assert.Same(fault, await Assert.ThrowsAsync<InvalidOperationException>(() => authorizer.AuthorizeAsync(Request(), Token)));
        await ClosedAsync(presenter.Prompt!.RedirectUri);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public async Task A_busy_exact_port_is_an_outcome_that_names_port_and_remedy_at_once()
    {
        using Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        holder.Listen();
        int port = ((System.Net.IPEndPoint)holder.LocalEndPoint!).Port;
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.ListenerUnavailable>(await authorizer.AuthorizeAsync(Request() with { Port = port }, Token));
        Assert.Equal("port_in_use", outcome.Code);
        Assert.Contains($"{port}", outcome.Cause, StringComparison.Ordinal);
        Assert.Empty(_presenter.Prompts);
    }

    [Fact]
    public async Task A_ci_job_fails_at_once_instead_of_waiting_for_nobody()
    {
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ci);
        Assert.IsType<AuthorizationOutcome.BrowserUnavailable>(await authorizer.AuthorizeAsync(Request(), Token));
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_told_and_the_page_does_not_claim_success()
    {
        _store.FailOn(TokenStoreOperation.Set);
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.ExchangeFailed>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Contains("could not be stored", outcome.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("You are signed in", (await _browser.Completion).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("begin-hangs")]
    [InlineData("begin-blocks")]
    public async Task A_presenter_that_never_begins_does_not_outlast_the_deadline(string fault)
    {
        StubbornPresenter presenter = new(fault);
        using LoopbackAuthorizer authorizer = New(presenter: presenter);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request() with { Timeout = TimeSpan.FromMinutes(1) }, Token);
        await presenter.Began;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<AuthorizationOutcome.TimedOut>(await signIn);
        presenter.Release();
    }

    [Fact]
    public async Task A_conversation_whose_dispose_throws_does_not_cost_the_outcome_nor_the_port()
    {
        StubbornPresenter presenter = new("dispose-throws");
        using LoopbackAuthorizer authorizer = New(presenter: presenter);
        var outcome = Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(Request(), Token));
        await ClosedAsync(outcome.RedirectUri);
    }

    [Fact]
    public async Task A_store_folder_that_cannot_be_used_is_told_before_the_user_is_asked_for_anything()
    {
        string file = Path.GetTempFileName();
        try
        {
            using LoopbackAuthorizer authorizer = New(store: new FileTokenStore(file));
            Assert.Equal("store_not_a_folder", Assert.IsType<AuthorizationOutcome.ExchangeFailed>(await authorizer.AuthorizeAsync(Request(), Token)).Code);
            Assert.Empty(_presenter.Prompts);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Misuse_is_an_exception_before_anything_is_opened()
    {
        using LoopbackAuthorizer authorizer = New();
        await Assert.ThrowsAsync<UnknownProviderException>(() => authorizer.AuthorizeAsync(new AuthorizationRequest("spotfy"), Token));
        await Assert.ThrowsAsync<ProviderFlowNotAvailableException>(() => authorizer.AuthorizeAsync(new AuthorizationRequest("anthropic"), Token));
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(new AuthorizationRequest("spotify"), Token));
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(Request() with { Path = "callback" }, Token));
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(Request() with { Port = 70000 }, Token));
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(Request() with { UnsafeListenAny = true }, Token));
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(Request() with { UnsafeListenAny = true, Port = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => authorizer.AuthorizeAsync(Request() with { Timeout = TimeSpan.Zero }, Token));
        Assert.Empty(_presenter.Prompts);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("foo#bar")]
    [InlineData("https://api.example.test/#x")]
    public async Task A_resource_that_is_no_indicator_is_misuse(string resource)
    {
        using LoopbackAuthorizer authorizer = New();
        var exception = await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(Request() with { Resource = resource }, Token));
        Assert.Equal("Resource", exception.Setting);
    }

    [Theory]
    [InlineData("client_secret")]
    [InlineData("state")]
    [InlineData("STATE")]
    [InlineData("redirect_uri")]
    public async Task A_parameter_of_the_protocols_own_cannot_be_passed_beside_it(string name)
    {
        using LoopbackAuthorizer authorizer = New();
        AuthorizationRequest request = Request() with { Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "x" } };
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(request, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("\ud800")]
    public async Task An_account_label_is_printable(string account)
    {
        using LoopbackAuthorizer authorizer = New();
        await Assert.ThrowsAsync<ProviderConfigurationException>(() => authorizer.AuthorizeAsync(Request() with { Account = account }, Token));
    }

    [Fact]
    public async Task An_endpoint_whose_query_repeats_a_parameter_is_refused_as_a_value()
    {
        using LoopbackAuthorizer authorizer = New();
        AuthorizationRequest request = Request() with
        {
            Server = new AuthorizationServer { AuthorizationEndpoint = $"{_server.Issuer}/authorize?plan=theirs", TokenEndpoint = $"{_server.Issuer}/token" },
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "mine" },
        };
        Assert.Equal("metadata_invalid", Assert.IsType<AuthorizationOutcome.Rejected>(await authorizer.AuthorizeAsync(request, Token)).Code);
    }

    [Fact]
    public async Task A_presenter_that_throws_on_a_notice_does_not_cost_the_sign_in()
    {
        using LoopbackAuthorizer authorizer = New(presenter: new ThrowingPresenter());
        Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(Request(), Token));
    }

    [Fact]
    public async Task A_launcher_that_blocks_until_the_page_is_shown_does_not_block_the_sign_in()
    {
        using LoopbackAuthorizer authorizer = New(browser: new BlockingLauncher(_browser));
        Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(Request(), Token));
        Assert.Contains("You are signed in", Assert.Single(_browser.Pages).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_throws_anything_is_an_outcome_and_the_page_does_not_claim_success()
    {
        using LoopbackAuthorizer authorizer = New(store: new BrokenStore());
        Assert.Equal("store_failed", Assert.IsType<AuthorizationOutcome.ExchangeFailed>(await authorizer.AuthorizeAsync(Request(), Token)).Code);
    }

    [Fact]
    public async Task A_known_provider_keeps_its_redirect_rule_with_another_server()
    {
        using LoopbackAuthorizer authorizer = New();
        AuthorizationRequest request = Request() with { Provider = "grok-oauth" };
        var outcome = Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(request, Token));
        Assert.Equal("xai-oauth", outcome.Key.Provider);
        RecordedRequest authorization = Assert.Single(_server.Requests, recorded => recorded.Path == "/authorize");
        Assert.Equal("generic", authorization.Parameter("plan"));
        Assert.NotNull(authorization.Parameter("nonce"));
        RecordedRequest exchange = Assert.Single(_server.Requests, recorded => recorded.Path == "/token");
        Assert.Equal(authorization.Parameter("code_challenge"), exchange.Parameter("code_challenge"));
    }

    [Fact]
    public async Task A_form_post_is_received_when_it_was_asked_for()
    {
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(Request() with { FormPost = true }, Token);
        SignInPrompt prompt = await _presenter.Shown;
        Assert.Contains("response_mode=form_post", prompt.AuthorizationUri.Query, StringComparison.Ordinal);

        // The test server answers with a query; the form is posted here in its place.
        Uri withoutMode = new(prompt.AuthorizationUri.AbsoluteUri.Replace("&response_mode=form_post", "", StringComparison.Ordinal));
        Uri callback = await _browser.FollowToRedirectAsync(withoutMode, Token);
        using HttpClient poster = new(new SocketsHttpHandler { UseProxy = false });
        using StringContent body = new(callback.Query[1..], System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        using HttpResponseMessage reply = await poster.PostAsync(prompt.RedirectUri, body, Token);
        AuthorizationOutcome outcome = await signIn;
        Assert.True(outcome is AuthorizationOutcome.Succeeded, outcome + " " + outcome.ServerError);
        Assert.True(reply.IsSuccessStatusCode);
        Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
    }

    [Theory]
    [InlineData(TokenEndpointFault.None, 200)]
    [InlineData(TokenEndpointFault.InvalidGrant, 400)]
    public async Task A_listed_page_delivers_by_script_and_is_told_how_the_exchange_ended(TokenEndpointFault fault, int status)
    {
        const string Origin = "https://accounts.example.com";
        _server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = fault };
        ProviderRegistry providers = new([new ProviderDefinition { Id = "scripted", Server = new AuthorizationServer { Issuer = _server.Issuer }, ClientId = "app", CallbackOrigins = [Origin] }]);
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh, providers: providers);
        Task<AuthorizationOutcome> signIn = authorizer.AuthorizeAsync(new AuthorizationRequest("scripted"), Token);
        SignInPrompt prompt = await _presenter.Shown;
        Uri callback = await _browser.FollowToRedirectAsync(prompt.AuthorizationUri, Token);

        string reply = await Transports.RawClient.ExchangeAsync(
            prompt.RedirectUri,
            Transports.RawClient.Get(prompt.RedirectUri, callback.Query, $"Origin: {Origin}", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"));
        Assert.Equal(status, Transports.RawClient.StatusOf(reply));
        Assert.Equal(Origin, Transports.RawClient.FieldOf(reply, "Access-Control-Allow-Origin"));
        Assert.Equal(status == 200, await signIn is AuthorizationOutcome.Succeeded);
        await NothingLeftAsync(prompt.RedirectUri);
    }

    [Fact]
    [Trait("Invariant", "6")]
    public async Task After_a_sign_in_whose_browser_follows_nothing_is_left_and_the_code_is_in_no_address()
    {
        using LoopbackAuthorizer authorizer = New();
        var outcome = Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(Request(), Token));
        BrowserPage page = await _browser.Completion;
        Assert.Equal("", page.Uri.Query);
        Assert.StartsWith("/result/", page.Uri.AbsolutePath, StringComparison.Ordinal);
        await NothingLeftAsync(outcome.RedirectUri);
    }

    [Fact]
    public async Task The_browser_leg_alone_returns_the_validated_response_and_exchanges_nothing()
    {
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Uri redirectUri = await FreeRedirectUriAsync();
        Uri authorizationUri = new($"{_server.Issuer}/authorize?response_type=code&client_id=other&state=other-state&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString(redirectUri.OriginalString)}");
        Task<BrowserLegResult> leg = authorizer.ReceiveCallbackAsync(new BrowserLegRequest(authorizationUri, redirectUri) { Issuer = _server.Issuer, IssuerRequired = true }, Token);
        await _presenter.Shown;
        BrowserPage page = await _browser.VisitAsync(authorizationUri, Token);
        Assert.True((await leg).TryGetResponse(out AuthorizationResponse? response, out _));
        Assert.NotNull(response.Code);
        Assert.Equal(_server.Issuer, response.Issuer);
        Assert.Contains("Return to the application", page.Body, StringComparison.Ordinal);
        Assert.Equal(0, _server.TokenRequestCount);
        await ClosedAsync(redirectUri);
    }

    [Theory]
    [InlineData("https://auth.example.test/authorize?client_id=x", "http://127.0.0.1:1234/")]
    [InlineData("https://auth.example.test/authorize?state=a&state=b", "http://127.0.0.1:1234/")]
    [InlineData("https://auth.example.test/authorize", "http://127.0.0.1:1234/")]
    [InlineData("http://auth.example.test/authorize?state=a", "http://127.0.0.1:1234/")]
    [InlineData("file:///etc/passwd?state=a", "http://127.0.0.1:1234/")]
    [InlineData("https://auth.example.test/authorize?state=a", "https://127.0.0.1:1234/")]
    [InlineData("https://auth.example.test/authorize?state=a", "http://example.com:1234/")]
    [InlineData("https://auth.example.test/authorize?state=a&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2F", "http://127.0.0.1:1234/")]
    public async Task The_browser_leg_refuses_a_request_that_cannot_work_or_is_not_safe(string authorizationUri, string redirectUri)
    {
        using LoopbackAuthorizer authorizer = New();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => authorizer.ReceiveCallbackAsync(new BrowserLegRequest(new Uri(authorizationUri), new Uri(redirectUri)), Token));
        Assert.Empty(_presenter.Prompts);
    }

    [Fact]
    public async Task The_browser_leg_does_not_claim_success_for_a_denial_and_takes_the_state_of_a_pushed_request()
    {
        using LoopbackAuthorizer authorizer = New(EnvironmentPresets.Ssh);
        Uri redirectUri = await FreeRedirectUriAsync();
        BrowserLegRequest request = new(new Uri("https://auth.example.test/authorize?client_id=x&request_uri=urn:x"), redirectUri) { State = new Secret("pushed") };
        Task<BrowserLegResult> leg = authorizer.ReceiveCallbackAsync(request, Token);
        await _presenter.Shown;
        await RawRequestAsync(redirectUri, "?error=access_denied&state=pushed");
        Assert.True((await leg).TryGetResponse(out AuthorizationResponse? response, out _));
        Assert.Equal("access_denied", response.Error);
        Assert.DoesNotContain(_presenter.Notices, notice => notice.Kind is SignInNoticeKind.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Secrets_cannot_print_not_even_inside_an_authorization_url()
    {
        Uri url = new("https://auth.example.test/authorize?state=CANARY");
        Assert.DoesNotContain("CANARY", new BrowserLegRequest(url, new Uri("http://127.0.0.1:1/")) { State = new Secret("CANARY") }.ToString(), StringComparison.Ordinal);
        SignInPrompt prompt = new()
        {
            ProviderName = "x",
            AuthorizationUri = url,
            RedirectUri = new Uri("http://127.0.0.1:1/"),
            Plan = new SignInPlan { Channels = [], OpenBrowser = false, Hint = SignInHint.None },
            Environment = EnvironmentPresets.Ssh,
            Deadline = default,
        };
        Assert.DoesNotContain("CANARY", prompt.ToString(), StringComparison.Ordinal);
    }

    private AuthorizationRequest Request() => new("example")
    {
        Server = new AuthorizationServer { Issuer = _server.Issuer },
        ClientId = "app",
    };

    private LoopbackAuthorizer New(HostEnvironment? environment = null, IBrowserLauncher? browser = null, ISignInPresenter? presenter = null, ITokenStore? store = null, IProviderRegistry? providers = null) => new(
        options: null,
        new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(environment ?? EnvironmentPresets.LocalDesktop),
            TokenStore = store ?? _store,
            Presenter = presenter ?? _presenter,
            BrowserLauncher = browser ?? _browser,
            BackchannelHandler = _server.CreateHandler(),
            Transport = _transport,
            TimeProvider = _clock,
            Providers = providers,
        });

    private static async Task<Uri> FreeRedirectUriAsync()
    {
        await using ICallbackSession probe = await new SocketCallbackTransport().OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule() }, Token);
        return probe.RedirectUri;
    }

    private static async Task RawRequestAsync(Uri redirectUri, string query) =>
        await Transports.RawClient.VisitAsync(redirectUri, Transports.RawClient.Get(redirectUri, query));

    private Task ClosedAsync(Uri redirectUri) => _transport.ShouldBeClosedAsync(redirectUri);

    private async Task NothingLeftAsync(Uri redirectUri)
    {
        await ClosedAsync(redirectUri);
        Assert.Equal(0, _presenter.OpenConversationCount);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    private sealed class FaultyPresenter(Exception fault) : ISignInPresenter
    {
        public SignInPrompt? Prompt { get; private set; }

        public bool CanReadPaste => false;

        public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken)
        {
            Prompt = prompt;
            throw fault;
        }
    }

    private sealed class ThrowingPresenter : ISignInPresenter, ISignInConversation
    {
        public bool CanReadPaste => false;

        public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken) => ValueTask.FromResult<ISignInConversation>(this);

        public ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

        public void Notify(SignInNotice notice) => throw new InvalidOperationException("a presenter's own fault");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class StubbornPresenter(string fault) : ISignInPresenter, ISignInConversation
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public bool CanReadPaste => false;

        public void Release() => _release.TrySetResult();

        public async ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken)
        {
            _began.SetResult();
            if (fault == "begin-blocks")
            {
                _release.Task.Wait(CancellationToken.None);
            }
            else if (fault == "begin-hangs")
            {
                await _release.Task;
            }

            return this;
        }

        public ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

        public void Notify(SignInNotice notice)
        {
        }

        public ValueTask DisposeAsync() => fault == "dispose-throws" ? throw new InvalidOperationException("a presenter's own fault") : ValueTask.CompletedTask;
    }

    private sealed class BlockingLauncher(ScriptedBrowser browser) : IBrowserLauncher
    {
        public ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken)
        {
            browser.VisitAsync(uri, CancellationToken.None).GetAwaiter().GetResult();
            return ValueTask.FromResult(true);
        }
    }

    private sealed class BrokenStore : ITokenStore
    {
        public TokenStoreCapabilities Capabilities { get; } = new() { IsPersistent = false, IsEncrypted = false, Location = "nowhere" };

        public ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> RemoveAsync(TokenKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<TokenEntryList> ListAsync(string? provider = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
