namespace LoopbackOAuth.Providers;

/// <summary>What can be derived from a definition.</summary>
internal static class ProviderDefinitionExtensions
{
    /// <summary>
    /// The same provider at another authorization server: the server is replaced as a whole, with its allowed hosts and
    /// the origins of its pages, and the redirect rule stays. Whoever names a server signs in there by a loopback redirect.
    /// </summary>
    /// <remarks>A client secret stays behind unless it is the same server: it must not travel to one that it was not issued by (RFC 6749 section 2.3.1).</remarks>
    public static ProviderDefinition WithServer(this ProviderDefinition provider, AuthorizationServer server)
    {
        AuthorizationServer old = provider.Server;
        bool same = server.Issuer == old.Issuer
            && server.AuthorizationEndpoint == old.AuthorizationEndpoint
            && server.TokenEndpoint == old.TokenEndpoint;
        return provider with
        {
            Flow = SignInFlow.Loopback,
            Server = same && server.AllowedHosts.Count == 0 ? server with { AllowedHosts = old.AllowedHosts } : server,
            ClientSecret = same ? provider.ClientSecret : null,
            CallbackOrigins = same ? provider.CallbackOrigins : [],
        };
    }
}
