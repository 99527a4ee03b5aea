// <readme>
using LoopbackOAuth;
using LoopbackOAuth.Testing;
// </readme>

namespace Readme.Samples;

/// <summary>A sign-in inside a test, with the real listener, an authorization server in the process and a browser without a screen.</summary>
internal static class TestingSample
{
    internal static async Task RunAsync()
    {
        // <readme>
        await using var server = new TestAuthorizationServer();
        await using var browser = new ScriptedBrowser(server.CreateHandler());
        using var authorizer = new LoopbackAuthorizer(services: new()
        {
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            Presenter = new RecordingPresenter(),
            BrowserLauncher = browser,
            BackchannelHandler = server.CreateHandler(),
        });

        var outcome = await authorizer.AuthorizeAsync(new("example") { Server = new() { Issuer = server.Issuer }, ClientId = "app" });

        Assert.IsType<AuthorizationOutcome.Succeeded>(outcome);
        Assert.Equal(1, server.TokenRequestCount);
        // </readme>
    }
}
