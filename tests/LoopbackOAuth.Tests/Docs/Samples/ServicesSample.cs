// <readme>
using LoopbackOAuth;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
// </readme>

namespace Readme.Samples;

/// <summary>A host that takes its settings from configuration and keeps its tokens in files.</summary>
internal static class ServicesSample
{
    internal static void Register(IServiceCollection services, IConfiguration configuration)
    {
        // <readme>
        services.AddSingleton<ITokenStore>(_ => FileTokenStore.CreateDefault());
        services.AddLoopbackOAuth(configuration.GetSection(LoopbackOAuthOptions.SectionName));
        // </readme>
    }
}
