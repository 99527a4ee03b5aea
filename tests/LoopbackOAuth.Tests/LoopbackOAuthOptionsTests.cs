using LoopbackOAuth.Callback;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth.Tests;

/// <summary>What the settings about pages do.</summary>
public sealed class LoopbackOAuthOptionsTests
{
    private static readonly CallbackPages Ours = CallbackPages.FromHtml(kind => $"<!doctype html><title>Ours: {kind}</title>");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "socket")]
    [InlineData(false, "socket")]
    [InlineData(true, "httplistener")]
    [InlineData(false, "httplistener")]
    public async Task A_sign_in_ends_with_the_callers_own_page(bool allowed, string transport)
    {
        await using TestAuthorizationServer server = new(new TestAuthorizationServerOptions { AutoConsent = false });
        await using ScriptedBrowser browser = new(server.CreateHandler()) { Behaviours = allowed ? [] : [BrowserBehaviour.Denies] };
        using LoopbackAuthorizer authorizer = New(server, browser, new RecordingPresenter { CanReadPaste = false }, transport == "socket" ? new SocketCallbackTransport() : new HttpListenerCallbackTransport());

        AuthorizationOutcome outcome = await authorizer.AuthorizeAsync(new AuthorizationRequest("example") { Server = new() { Issuer = server.Issuer }, ClientId = "app" }, Token);

        Assert.Equal(allowed, outcome is AuthorizationOutcome.Succeeded);
        BrowserPage page = await browser.Completion;
        Assert.Equal($"<!doctype html><title>Ours: {(allowed ? CallbackPageKind.Success : CallbackPageKind.Denied)}</title>", page.Body);
        Assert.Equal("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", page.Header("Content-Security-Policy"));
        Assert.Equal("same-origin", page.Header("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task The_browser_leg_ends_with_the_callers_own_page_which_promises_nothing()
    {
        await using TestAuthorizationServer server = new();
        await using ScriptedBrowser browser = new(server.CreateHandler());
        using LoopbackAuthorizer authorizer = New(server, browser, new RecordingPresenter { CanReadPaste = false }, new SocketCallbackTransport());
        Uri redirectUri;
        await using (ICallbackSession free = await new SocketCallbackTransport().OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule() }, Token))
        {
            redirectUri = free.RedirectUri;
        }

        Uri authorizationUri = new($"{server.Issuer}/authorize?response_type=code&client_id=other&state=other-state&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString(redirectUri.OriginalString)}");
        BrowserLegResult result = await authorizer.ReceiveCallbackAsync(new BrowserLegRequest(authorizationUri, redirectUri), Token);

        Assert.True(result.TryGetResponse(out _, out _));
        Assert.Equal("<!doctype html><title>Ours: Received</title>", (await browser.Completion).Body);
    }

    [Fact]
    public void No_pages_at_all_are_a_mistake() =>
        Assert.Contains("Pages", Assert.Throws<ArgumentException>(() => new LoopbackAuthorizer(new LoopbackOAuthOptions { Pages = null! })).Message, StringComparison.Ordinal);

    [Fact]
    public void Configuration_leaves_pages_set_in_code_alone()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddLoopbackOAuth(options => options.Pages = Ours)
            .AddLoopbackOAuth(Configuration(("Timeout", "00:01:00")))
            .BuildServiceProvider();
        LoopbackOAuthOptions options = services.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value;

        Assert.Equal(TimeSpan.FromMinutes(1), options.Timeout);
        Assert.Same(Ours, options.Pages);
    }

    [Theory]
    [InlineData("Pages", "https://example.com/")]
    [InlineData("pages:Default", "x")]
    [InlineData("Pages:Success", "x")]
    public void Configuration_that_tries_to_set_pages_is_an_error(string key, string value)
    {
        using ServiceProvider services = new ServiceCollection().AddLoopbackOAuth(Configuration((key, value))).BuildServiceProvider();

        Exception exception = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<ILoopbackAuthorizer>());
        Assert.True(exception is OptionsValidationException or InvalidOperationException);
        Assert.Contains(exception is OptionsValidationException ? "Pages" : "Success", exception.ToString(), StringComparison.Ordinal);
    }

    private static LoopbackAuthorizer New(TestAuthorizationServer server, IBrowserLauncher browser, ISignInPresenter presenter, ICallbackTransport transport) => new(
        new LoopbackOAuthOptions { Pages = Ours },
        new LoopbackAuthorizerServices
        {
            Transport = transport,
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            Presenter = presenter,
            BrowserLauncher = browser,
            BackchannelHandler = server.CreateHandler(),
        });

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
