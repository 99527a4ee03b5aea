using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Demo;

/// <summary>Three sign-ins with real parts: on a laptop, on an SSH host, and by paste. Only the server and the browser are stand-ins.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private const string Provider = "demo";

    private readonly TextWriter _output;
    private readonly HostedTestAuthorizationServer _server;
    private readonly ScriptedBrowser _browser = new();
    private readonly InMemoryTokenStore _store = new();

    private DemoRun(TextWriter output, HostedTestAuthorizationServer server)
    {
        _output = output;
        _server = server;
    }

    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using TestAuthorizationServer server = new();
        await using DemoRun demo = new(output, await server.StartAsync(cancellationToken));
        bool succeeded = await demo.OnALaptopAsync(cancellationToken)
            && await demo.OnAnSshHostAsync(cancellationToken)
            && await demo.ByPasteAsync(cancellationToken);
        await output.WriteLineAsync(succeeded
            ? "Done: three sign-ins, three token requests, every port closed. Nothing was written to disk."
            : "The demo did not get through; the lines above say where.");
        return succeeded && server.TokenRequestCount == 3 ? ExitCode.Success : ExitCode.Failed;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<bool> OnALaptopAsync(CancellationToken cancellationToken)
    {
        await SayAsync(
            "1. On a laptop: browser and program share a machine",
            $"An authorization server answers on {_server.Issuer}; it enforces PKCE, exact redirect URIs and single-use codes.");
        DemoPresenter presenter = new(_output);
        AuthorizationOutcome outcome = await SignInAsync(EnvironmentPresets.LocalDesktop, presenter, _browser, manualPaste: false, cancellationToken);
        if (outcome is AuthorizationOutcome.Succeeded)
        {
            BrowserPage page = await _browser.Completion;
            await SayAsync(null, $"The browser was shown a page that says the sign-in is complete (HTTP {page.Status}), only after the code was exchanged.");
        }

        return await EndAsync(outcome);
    }

    private async Task<bool> OnAnSshHostAsync(CancellationToken cancellationToken)
    {
        await SayAsync(
            "2. On an SSH host: the browser is on another machine",
            "This is the text a user sees there. The port in the ssh line is the one really bound.");
        DemoPresenter presenter = new(_output) { Verbatim = true };
        Task<AuthorizationOutcome> signIn = SignInAsync(EnvironmentPresets.Ssh, presenter, _browser, manualPaste: false, cancellationToken);
        if (await Task.WhenAny(presenter.Shown, signIn) == signIn)
        {
            return await EndAsync(await signIn);
        }

        SignInPrompt prompt = await presenter.Shown;
        await SayAsync(null, "The browser on the laptop follows the URL; the redirect comes back through the tunnel to the same port.");
        await _browser.VisitAsync(prompt.AuthorizationUri, cancellationToken);
        return await EndAsync(await signIn);
    }

    private async Task<bool> ByPasteAsync(CancellationToken cancellationToken)
    {
        await SayAsync(
            "3. In a browser terminal: no tunnel is possible, so the address is pasted",
            "First an address of an earlier attempt, then the right one.");
        DemoPresenter presenter = new(_output) { CanReadPaste = true };
        Task<AuthorizationOutcome> signIn = SignInAsync(EnvironmentPresets.CloudShell, presenter, _browser, manualPaste: true, cancellationToken);
        if (await Task.WhenAny(presenter.Shown, signIn) == signIn)
        {
            return await EndAsync(await signIn);
        }

        SignInPrompt prompt = await presenter.Shown;
        Uri callback = await _browser.FollowToRedirectAsync(prompt.AuthorizationUri, cancellationToken);
        presenter.Paste($"{prompt.RedirectUri.OriginalString}?code=old&state=old");
        presenter.Paste(callback.AbsoluteUri);
        return await EndAsync(await signIn);
    }

    private async Task<AuthorizationOutcome> SignInAsync(HostEnvironment environment, DemoPresenter presenter, ScriptedBrowser browser, bool manualPaste, CancellationToken cancellationToken)
    {
        using LoopbackAuthorizer authorizer = new(
            options: null,
            new LoopbackAuthorizerServices
            {
                EnvironmentProbe = new FixedEnvironmentProbe(environment),
                Presenter = presenter,
                BrowserLauncher = browser,
                TokenStore = _store,
            });
        AuthorizationOutcome outcome = await authorizer.AuthorizeAsync(
            new AuthorizationRequest(Provider)
            {
                Server = new AuthorizationServer { Issuer = _server.Issuer },
                ClientId = "demo-app",
                Scopes = ["openid", "profile"],
                ManualPaste = manualPaste,
                Timeout = TimeSpan.FromSeconds(20),
            },
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return outcome;
    }

    private async Task SayAsync(string? heading, string text)
    {
        if (heading is not null)
        {
            await _output.WriteLineAsync(heading);
        }

        await _output.WriteLineAsync($"   {text}");
    }

    private async Task<bool> EndAsync(AuthorizationOutcome outcome)
    {
        if (outcome is AuthorizationOutcome.Succeeded success)
        {
            await SayAsync(null, $"Signed in over {success.Transport}: state, issuer and ID token checked, the code exchanged with its PKCE verifier, a token for [{string.Join(' ', success.Tokens.Scopes)}] stored.");
            await _output.WriteLineAsync();
            return true;
        }

        await SayAsync(null, $"{outcome.Cause} {outcome.Remedy}");
        return false;
    }
}
