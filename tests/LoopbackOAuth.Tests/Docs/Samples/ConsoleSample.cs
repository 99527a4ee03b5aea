// <readme>
using LoopbackOAuth;
// </readme>

// Outside the library's own namespace, so that a using directive that is missing here is missing for everybody.
namespace Readme.Samples;

/// <summary>A console program that signs in and uses the token. It is compiled, not run: it needs Spotify and a user.</summary>
internal static class ConsoleSample
{
    internal static async Task<int> RunAsync()
    {
        // <readme>
        using var authorizer = new LoopbackAuthorizer();
        var outcome = await authorizer.AuthorizeAsync(new AuthorizationRequest("spotify") { ClientId = "your-client-id" });
        if (outcome is AuthorizationOutcome.Succeeded { Tokens: var tokens })
        {
            using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", tokens.AccessToken.Reveal()) } };
            Console.WriteLine(await http.GetStringAsync("https://api.spotify.com/v1/me"));
            return 0;
        }

        Console.Error.WriteLine($"{outcome.Cause} {outcome.Remedy}");
        return 1;
        // </readme>
    }
}
