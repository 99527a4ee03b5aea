using System.Collections.Concurrent;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

/// <summary>Finds the server of a stored entry, and asks it as the client that the entry was made with.</summary>
/// <param name="registry">Knows the server and the client secret of a configured provider.</param>
/// <param name="metadata">Discovers what is not stated.</param>
/// <param name="tokens">Refreshes.</param>
/// <param name="revocation">Revokes.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class GrantClient(IProviderRegistry registry, MetadataClient metadata, TokenClient tokens, RevocationClient revocation, TimeProvider timeProvider) : IGrantClient
{
    private const int MostServers = 256;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // A server without metadata may get some.
    private static readonly TimeSpan LifetimeWithoutMetadata = TimeSpan.FromMinutes(1);

    // By all that the answer depends on, so that a change of configuration is never answered from an older one.
    private readonly ConcurrentDictionary<(AuthorizationServer Stated, string? Origin, bool Revocation), (TokenServer Server, DateTimeOffset Until)> _servers = new();

    public string ProviderId(string idOrAlias) =>
        registry.TryGet(idOrAlias, out ProviderDefinition? provider) ? provider.Id : ProviderResolver.NewId(idOrAlias);

    public TokenQuery Narrow(TokenQuery query)
    {
        if (!registry.TryGet(query.Provider, out ProviderDefinition? provider) || EntryServer.NameOf(provider.Server) is not { } issuer)
        {
            return query;
        }

        // A client id belongs to the server it was registered with.
        query = query with { Issuer = query.Issuer ?? issuer };
        return query.Issuer == issuer && !string.IsNullOrEmpty(provider.ClientId) ? query with { ClientId = query.ClientId ?? provider.ClientId } : query;
    }

    public async Task<OAuthError?> PrepareAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken) =>
        (await ServerAsync(key, tokens, forRevocation: false, cancellationToken).ConfigureAwait(false)).TryGet(out _, out OAuthError? error) ? null : error;

    public async Task<ProtocolResult<TokenResponse>> RefreshAsync(TokenKey key, TokenSet entry, CancellationToken cancellationToken)
    {
        ProtocolResult<TokenServer> found = await ServerAsync(key, entry, forRevocation: false, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!found.TryGet(out TokenServer? server, out OAuthError? error))
        {
            return error;
        }

        ProviderDefinition? provider = EntryServer.ProviderOf(key, registry);
        return await tokens.RefreshAsync(
            new RefreshRequest
            {
                TokenEndpoint = server.TokenEndpoint,
                ClientId = key.ClientId,
                ClientSecret = SecretOf(provider, key),
                Authentication = provider?.ClientAuthentication ?? ClientAuthenticationMethod.Automatic,
                TokenEndpointAuthMethodsSupported = server.TokenEndpointAuthMethodsSupported,
                RefreshToken = entry.RefreshToken!,
                Resources = key.Resource is { } resource && ResourceIndicators.IsValid(resource) ? [resource] : [],
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    public async Task<(TokenRevocation Outcome, OAuthError? Error)> RevokeAsync(TokenKey key, TokenSet entry, CancellationToken cancellationToken)
    {
        ProtocolResult<TokenServer> found = await ServerAsync(key, entry, forRevocation: true, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out TokenServer? server, out OAuthError? error))
        {
            // A server without metadata names no revocation endpoint.
            return error.Code == ErrorCodes.MetadataNotFound ? (TokenRevocation.NotSupported, null) : (TokenRevocation.Failed, error);
        }

        if (server.RevocationEndpoint is null)
        {
            return (TokenRevocation.NotSupported, null);
        }

        // The refresh token first: it is the one that lives long.
        if (entry.RefreshToken is { } refreshToken)
        {
            error = await RevokeOneAsync(server, key, refreshToken, "refresh_token", cancellationToken).ConfigureAwait(false);
            if (error is not null && RefreshVerdicts.IsTemporary(error))
            {
                return (TokenRevocation.Failed, error);
            }
        }

        OAuthError? second = await RevokeOneAsync(server, key, entry.AccessToken, "access_token", cancellationToken).ConfigureAwait(false);

        // RFC 7009 section 2: a server must revoke refresh tokens and may revoke access tokens.
        error ??= second is { Code: "unsupported_token_type" } && entry.RefreshToken is not null ? null : second;
        return (error is null ? TokenRevocation.Revoked : TokenRevocation.Failed, error);
    }

    private Task<OAuthError?> RevokeOneAsync(TokenServer server, TokenKey key, Secret token, string hint, CancellationToken cancellationToken)
    {
        ProviderDefinition? provider = EntryServer.ProviderOf(key, registry);
        return revocation.RevokeAsync(
            new RevocationRequest
            {
                RevocationEndpoint = server.RevocationEndpoint!,
                ClientId = key.ClientId,
                ClientSecret = SecretOf(provider, key),
                Authentication = provider?.ClientAuthentication ?? ClientAuthenticationMethod.Automatic,
                AuthMethodsSupported = server.RevocationEndpointAuthMethodsSupported ?? server.TokenEndpointAuthMethodsSupported,
                Token = token,
                TokenTypeHint = hint,
            },
            cancellationToken);
    }

    private static Secret? SecretOf(ProviderDefinition? provider, TokenKey key) => provider?.ClientId == key.ClientId ? provider?.ClientSecret : null;

    // Where the entry's tokens came from counts only when its server is found by its issuer alone.
    private Task<ProtocolResult<TokenServer>> ServerAsync(TokenKey key, TokenSet entry, bool forRevocation, CancellationToken cancellationToken) => ResolveAsync(
        EntryServer.Of(key, entry, registry),
        EntryServer.ProviderOf(key, registry) is null ? entry.TokenEndpoint : null,
        forRevocation,
        cancellationToken);

    /// <param name="stated">What is known of the server.</param>
    /// <param name="origin">The endpoint that gave the tokens: it may see them again where the server has no metadata, and there alone.</param>
    /// <param name="forRevocation">Whether the revocation endpoint is asked for.</param>
    /// <param name="cancellationToken">Ends the discovery.</param>
    private async Task<ProtocolResult<TokenServer>> ResolveAsync(AuthorizationServer stated, string? origin, bool forRevocation, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (_servers.TryGetValue((stated, origin, forRevocation), out (TokenServer Server, DateTimeOffset Until) known) && now < known.Until && known.Until - now <= Lifetime)
        {
            return known.Server;
        }

        TimeSpan lifetime = Lifetime;
        ProtocolResult<TokenServer> found = await metadata.ResolveTokenServerAsync(stated, forRevocation, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out TokenServer? server, out OAuthError? error))
        {
            if (error.Code != ErrorCodes.MetadataNotFound || stated.TokenEndpoint is not null)
            {
                return AsFound(error);
            }

            if (origin is null)
            {
                return AsFound(MetadataErrors.TokenEndpointUnknown(error));
            }

            if (!MetadataRules.CombineTokenServer(new AuthorizationServer { TokenEndpoint = origin }, document: null).TryGet(out server, out error))
            {
                return error;
            }

            lifetime = LifetimeWithoutMetadata;
        }

        if (_servers.Count >= MostServers)
        {
            _servers.Clear();
        }

        _servers[(stated, origin, forRevocation)] = (server, now + lifetime);
        return server;
    }

    // The status of a document that was not to be had says nothing about the grant or the client; only that a later try may do is of use.
    private static OAuthError AsFound(OAuthError error) => RefreshVerdicts.IsTemporary(error) ? error : error with { StatusCode = null };
}
