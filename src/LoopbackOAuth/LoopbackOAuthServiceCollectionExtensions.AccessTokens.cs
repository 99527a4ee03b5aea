using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth;

public static partial class LoopbackOAuthServiceCollectionExtensions
{
    /// <summary>
    /// Registers an <see cref="AccessTokenHandler"/> under a name: its settings are the named options, the handler is the keyed service, transient as client factories
    /// want it. It adds to <c>AddLoopbackOAuth</c>, which may be called before or after.
    /// </summary>
    /// <remarks>
    /// With the package Microsoft.Extensions.Http, which this library does not need:
    /// <c>services.AddHttpClient("music").AddHttpMessageHandler(provider => provider.GetRequiredKeyedService&lt;AccessTokenHandler&gt;("music"))</c>.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the options and the key of the service.</param>
    /// <param name="configure">Says whose token, and where it may go.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The name is taken: two handlers of one name would share their origins.</exception>
    public static IServiceCollection AddLoopbackOAuthAccessTokenHandler(this IServiceCollection services, string name, Action<AccessTokenHandlerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(AccessTokenHandler) && name.Equals(service.ServiceKey)))
        {
            throw new InvalidOperationException($"An {nameof(AccessTokenHandler)} named '{name}' is registered already. Give each handler a name of its own.");
        }

        services.AddLoopbackOAuth();
        services.AddOptions<AccessTokenHandlerOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessTokenHandlerOptions>, AccessTokenHandlerOptionsValidator>());
        services.AddKeyedTransient(name, static (provider, key) => new AccessTokenHandler(
            provider.GetRequiredService<IAccessTokenProvider>(),
            provider.GetRequiredService<IOptionsMonitor<AccessTokenHandlerOptions>>().Get((string)key!),
            innerHandler: null,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
