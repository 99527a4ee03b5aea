using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tokens;

/// <summary>Which authorization server an entry comes from. It decides where its tokens go, and its client's secret with them: no other server is ever asked.</summary>
internal static class EntryServer
{
    /// <summary>What a key names a server by: its issuer, or its token endpoint where it has none.</summary>
    internal static string? NameOf(AuthorizationServer server) => server.Issuer ?? server.TokenEndpoint;

    /// <summary>The provider as it is configured, if the entry comes from its server.</summary>
    internal static ProviderDefinition? ProviderOf(TokenKey key, IProviderRegistry registry) =>
        registry.TryGet(key.Provider, out ProviderDefinition? provider) && NameOf(provider.Server) == key.Issuer ? provider : null;

    /// <summary>
    /// The configured server of such a provider. Without one it is either the endpoint that gave the tokens and stands in the key for want of an issuer, or what the issuer says.
    /// </summary>
    internal static AuthorizationServer Of(TokenKey key, TokenSet tokens, IProviderRegistry registry) =>
        ProviderOf(key, registry)?.Server
        ?? (tokens.TokenEndpoint == key.Issuer ? new AuthorizationServer { TokenEndpoint = key.Issuer } : new AuthorizationServer { Issuer = key.Issuer });
}
