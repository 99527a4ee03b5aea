namespace LoopbackOAuth.Providers;

/// <summary>From what the caller names to the definition that a loopback sign-in uses.</summary>
internal static class ProviderResolver
{
    /// <summary>
    /// Finds the provider. A server given beside a known one replaces its server and keeps its redirect rule; given
    /// beside an unknown id it defines a provider on the spot, with an ephemeral port and <c>/callback</c>.
    /// </summary>
    /// <exception cref="UnknownProviderException">The name is unknown and no server is given.</exception>
    /// <exception cref="ProviderFlowNotAvailableException">The provider signs in without a loopback redirect and no server is given.</exception>
    /// <exception cref="ProviderConfigurationException">No server is known, or what is given is not valid.</exception>
    public static ProviderDefinition Resolve(IProviderRegistry registry, string idOrAlias, AuthorizationServer? serverOverride)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(idOrAlias);
        ProviderDefinition provider;
        if (serverOverride is { IsEmpty: false } server)
        {
            provider = registry.TryGet(idOrAlias, out ProviderDefinition? known)
                ? known.WithServer(server)
                : new ProviderDefinition { Id = NewId(idOrAlias), Server = server };
            ProviderDefinitionValidator.Validate(provider);
            return provider;
        }

        provider = registry.Get(idOrAlias);
        if (registry is not ProviderRegistry)
        {
            ProviderDefinitionValidator.Validate(provider);
        }

        if (provider.Flow != SignInFlow.Loopback)
        {
            throw new ProviderFlowNotAvailableException(provider.Id, provider.Flow);
        }

        return provider.Server.IsEmpty
            ? throw new ProviderConfigurationException(
                provider.Id,
                nameof(AuthorizationServer.Issuer),
                "the provider has no authorization server of its own.",
                "Pass the issuer of the server that is meant, or its authorization endpoint and its token endpoint.")
            : provider;
    }

    // Letter case does not distinguish providers; a text that is no name is left for the validator to refuse.
    internal static string NewId(string text) => ProviderName.IsName(text) ? text.ToLowerInvariant() : text;
}
