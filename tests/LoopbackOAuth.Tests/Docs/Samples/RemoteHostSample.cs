// <readme>
using LoopbackOAuth;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
// </readme>

namespace Readme.Samples;

/// <summary>A program that talks with its users in its own way, on hosts of which it knows more than can be seen.</summary>
internal static class RemoteHostSample
{
    internal static async Task<AuthorizationOutcome> RunAsync(ISignInPresenter presenter, IEnvironmentProbe probe)
    {
        // <readme>
        var options = new LoopbackOAuthOptions { OpenBrowser = false, Guide = new("https://docs.example.com/sign-in-on-a-server") };
        using var authorizer = new LoopbackAuthorizer(options, new() { Presenter = presenter, EnvironmentProbe = probe });
        return await authorizer.AuthorizeAsync(new("spotify") { ClientId = "your-client-id", Timeout = TimeSpan.FromMinutes(10) });
        // </readme>
    }
}
