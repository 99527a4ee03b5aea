using Google.Apis.Http;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>Gives Google's flow the server of the benchmark in place of the network.</summary>
internal sealed class GoogleHttpClients(SignInServer server) : HttpClientFactory
{
    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => server;
}
