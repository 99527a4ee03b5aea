using LoopbackOAuth.Tokens;

namespace Readme.Samples;

/// <summary>Gets an access token and says what stands in the way.</summary>
internal static class AccessTokenSample
{
    internal static async Task<string> RunAsync(IAccessTokenProvider tokens)
    {
        // <readme>
        AccessTokenResult result = await tokens.GetAccessTokenAsync(new TokenQuery("contoso"));
        return result switch
        {
            AccessTokenResult.Available token => token.AccessToken.Reveal(),
            AccessTokenResult.SignInRequired => throw new InvalidOperationException("Please sign in."),
            AccessTokenResult.TemporarilyUnavailable later => throw new TimeoutException($"Try again in {later.RetryAfter ?? TimeSpan.FromSeconds(30)}."),
            _ => throw new InvalidOperationException($"{result.Cause} {result.Remedy}"),
        };
        // </readme>
    }
}
