using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>A sign-in with this library, with its own parts but for the browser, the talk with the user and the way to the server.</summary>
internal sealed class LoopbackSignIn : ISignIn, IBrowserLauncher, ISignInPresenter, ISignInConversation, IEnvironmentProbe
{
    private readonly EnvironmentProbe _probe = new();
    private readonly Action<string> _openBrowser;
    private readonly LoopbackAuthorizer _authorizer;

    public LoopbackSignIn(SignInServer server, Action<string> openBrowser)
    {
        _openBrowser = openBrowser;
        _authorizer = new LoopbackAuthorizer(options: null, new LoopbackAuthorizerServices
        {
            BrowserLauncher = this,
            Presenter = this,
            EnvironmentProbe = this,
            BackchannelHandler = server,
        });
    }

    public bool CanReadPaste => false;

    public async Task<string> RunAsync()
    {
        AuthorizationOutcome outcome = await _authorizer.AuthorizeAsync(new AuthorizationRequest("benchmark")
        {
            Server = new AuthorizationServer
            {
                Issuer = SignInServer.Issuer,
                AuthorizationEndpoint = SignInServer.AuthorizationEndpoint,
                TokenEndpoint = SignInServer.TokenEndpoint,
            },
            ClientId = SignInServer.ClientId,
            Scopes = ["profile"],
        });
        return outcome is AuthorizationOutcome.Succeeded succeeded
            ? succeeded.Tokens.AccessToken.Reveal()
            : throw new InvalidOperationException($"The sign-in ended as {outcome.Kind}.");
    }

    public ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken)
    {
        _openBrowser(uri.AbsoluteUri);
        return ValueTask.FromResult(true);
    }

    public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken) => ValueTask.FromResult<ISignInConversation>(this);

    public ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Notify(SignInNotice notice)
    {
    }

    // The real probe's work; only its verdict is made up, so that the browser is opened on every machine.
    public HostEnvironment Probe() => _probe.Probe() with
    {
        Id = "desktop-linux",
        CanOpenBrowser = true,
        Loopback = LoopbackReachability.Direct,
        AlsoHolds = [],
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _authorizer.Dispose();
}
