using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Util.Store;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>The settings of Google's flow, with the endpoints and the HTTP handler of the benchmark.</summary>
internal sealed class GoogleSettings : GoogleAuthorizationCodeFlow.Initializer
{
    public GoogleSettings(SignInServer server)
        : base(SignInServer.AuthorizationEndpoint, SignInServer.TokenEndpoint, "https://auth.example.test/revoke")
    {
        ClientSecrets = new ClientSecrets { ClientId = SignInServer.ClientId };
        Scopes = ["profile"];
        DataStore = new NullDataStore();
        HttpClientFactory = new GoogleHttpClients(server);
    }
}
