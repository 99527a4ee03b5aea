// <readme>
using LoopbackOAuth;
// </readme>

namespace Readme.Samples;

/// <summary>The browser leg for an authorization request that another OAuth client built.</summary>
internal static class BrowserLegSample
{
    internal static async Task<string> RunAsync(ILoopbackAuthorizer authorizer, Uri authorizationUri, Uri redirectUri)
    {
        // <readme>
        var leg = await authorizer.ReceiveCallbackAsync(new BrowserLegRequest(authorizationUri, redirectUri));
        return leg.TryGetResponse(out var response, out var failure)
            ? response.Code?.Reveal() ?? throw new InvalidOperationException($"The server said {response.Error}.")
            : throw new InvalidOperationException($"{failure.Cause} {failure.Remedy}");
        // </readme>
    }
}
