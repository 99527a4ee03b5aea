using LoopbackOAuth.Providers;

namespace LoopbackOAuth;

/// <summary>The known providers with the caller's settings laid over them.</summary>
internal static class ConfiguredProviders
{
    /// <exception cref="ProviderConfigurationException">A configured provider is not valid.</exception>
    public static ProviderRegistry Registry(LoopbackOAuthOptions options)
    {
        if (options.Providers.Count == 0)
        {
            return new ProviderRegistry([]);
        }

        ProviderRegistry known = new([]);
        return new ProviderRegistry(options.Providers.Select(entry =>
            entry.Value.ToDefinition(entry.Key, known.TryGet(entry.Key, out ProviderDefinition? definition) ? definition : null)));
    }
}
