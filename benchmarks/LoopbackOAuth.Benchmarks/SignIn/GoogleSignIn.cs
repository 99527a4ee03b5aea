using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>A sign-in with Google.Apis.Auth: its code flow with PKCE, its <see cref="LocalServerCodeReceiver"/>, and no token store.</summary>
internal sealed class GoogleSignIn(SignInServer server, Action<string> openBrowser) : ISignIn
{
    private readonly PkceGoogleAuthorizationCodeFlow _flow = new(new GoogleSettings(server));

    public async Task<string> RunAsync()
    {
        AuthorizationCodeInstalledApp app = new(_flow, new GoogleCodeReceiver(openBrowser));
        UserCredential credential = await app.AuthorizeAsync("user", CancellationToken.None);
        return credential.Token.AccessToken;
    }

    public void Dispose() => _flow.Dispose();
}
