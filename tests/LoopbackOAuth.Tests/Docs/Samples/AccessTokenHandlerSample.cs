using LoopbackOAuth;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Readme.Samples;

/// <summary>Registers a handler under a name, and makes a client with it.</summary>
internal static class AccessTokenHandlerSample
{
    internal static void Register(IServiceCollection services)
    {
        // <readme>
        services.AddLoopbackOAuthAccessTokenHandler("music", options =>
        {
            options.Provider = "spotify";
            options.AllowedOrigins.Add("https://api.spotify.com");
        });
        // </readme>
    }
}
