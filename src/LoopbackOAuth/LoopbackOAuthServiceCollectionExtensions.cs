using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth;

/// <summary>Registers the sign-in with a host's services.</summary>
public static partial class LoopbackOAuthServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ILoopbackAuthorizer"/>, <see cref="IAccessTokenProvider"/> and their parts. A part that is registered before wins over the
    /// library's own; calling it several times is safe, and settings add up. A keyed <see cref="HttpMessageHandler"/> with the
    /// key <see cref="LoopbackOAuthOptions.SectionName"/> is what requests to authorization servers go through.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings, or <see langword="null"/>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLoopbackOAuth(this IServiceCollection services, Action<LoopbackOAuthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<LoopbackOAuthOptions> options = services.AddOptions<LoopbackOAuthOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LoopbackOAuthOptions>, LoopbackOAuthOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICallbackTransport>(provider => new SocketCallbackTransport(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEnvironmentProbe>(static _ => new EnvironmentProbe());
        services.TryAddSingleton<ITokenStore, InMemoryTokenStore>();
        services.TryAddSingleton<IBrowserLauncher>(static provider => new BrowserLauncher(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ISignInPresenter>(provider => new ConsoleSignInPresenter(provider.GetRequiredService<TimeProvider>()) { AllowPrompt = OptionsOf(provider).AllowPrompt });
        services.TryAddSingleton<IProviderRegistry>(provider => ConfiguredProviders.Registry(OptionsOf(provider)));
        services.TryAddSingleton(static provider => new LoopbackAuthorizer(OptionsOf(provider), new LoopbackAuthorizerServices
        {
            Transport = provider.GetRequiredService<ICallbackTransport>(),
            EnvironmentProbe = provider.GetRequiredService<IEnvironmentProbe>(),
            TokenStore = provider.GetRequiredService<ITokenStore>(),
            Presenter = provider.GetRequiredService<ISignInPresenter>(),
            BrowserLauncher = provider.GetRequiredService<IBrowserLauncher>(),
            Providers = provider.GetRequiredService<IProviderRegistry>(),
            BackchannelHandler = provider.GetKeyedService<HttpMessageHandler>(LoopbackOAuthOptions.SectionName),
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
            LoggerFactory = provider.GetService<ILoggerFactory>(),
        }));
        services.TryAddSingleton<ILoopbackAuthorizer>(static provider => provider.GetRequiredService<LoopbackAuthorizer>());
        services.TryAddSingleton<IAccessTokenProvider>(static provider => provider.GetRequiredService<LoopbackAuthorizer>().AccessTokens);
        return services;
    }

    /// <summary>Registers <see cref="ILoopbackAuthorizer"/> with settings from a configuration section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, usually <see cref="LoopbackOAuthOptions.SectionName"/>. An unknown key in it is an error.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLoopbackOAuth(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddLoopbackOAuth();
        services.AddOptions<LoopbackOAuthOptions>()
            .Bind(configuration, static binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate(_ => !configuration.GetSection(nameof(LoopbackOAuthOptions.Pages)).Exists(), $"{nameof(LoopbackOAuthOptions.Pages)} cannot be set by configuration; set it in code.");
        return services;
    }

    private static LoopbackOAuthOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value;
}
