using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth.Keyring;

/// <summary>Registers the keyring with a host's services.</summary>
public static class KeyringServiceCollectionExtensions
{
    /// <summary>
    /// Makes a <see cref="TokenStoreLadder"/> the token store, in place of any that is registered, before or after <c>AddLoopbackOAuth</c>. Call
    /// <see cref="TokenStoreLadder.SelectAsync"/> when the program starts to know then whether the keyring can be used; otherwise the first use finds out.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings, or <see langword="null"/>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLoopbackOAuthKeyring(this IServiceCollection services, Action<KeyringOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<KeyringOptions> options = services.AddOptions<KeyringOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyringOptions>, KeyringOptionsValidator>());
        services.TryAddSingleton(static provider => new TokenStoreLadder(
            provider.GetRequiredService<IOptions<KeyringOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<TokenStoreLadder>>()));
        services.RemoveAll<ITokenStore>();
        services.AddSingleton<ITokenStore>(static provider => provider.GetRequiredService<TokenStoreLadder>());
        return services;
    }
}
