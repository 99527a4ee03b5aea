using Google.Apis.Auth.OAuth2;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>Google's receiver as it is, with the browser of the benchmark.</summary>
internal sealed class GoogleCodeReceiver(Action<string> openBrowser) : LocalServerCodeReceiver
{
    protected override bool OpenBrowser(string url)
    {
        openBrowser(url);
        return true;
    }
}
