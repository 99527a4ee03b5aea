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
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(TokenKey Key, bool Revocation), (TokenServer Server, DateTimeOffset Until)> _servers = new();

    public string ProviderId(string idOrAlias) =>
        registry.TryGet(idOrAlias, out ProviderDefinition? provider) ? provider.Id : ProviderResolver.NewId(idOrAlias);

    public async Task<OAuthError?> PrepareAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken) =>
        (await ServerAsync(key, forRevocation: false, cancellationToken).ConfigureAwait(false)).TryGet(out _, out OAuthError? error) ? null : error;

    public async Task<ProtocolResult<TokenResponse>> RefreshAsync(TokenKey key, TokenSet entry, CancellationToken cancellationToken)
    {
        ProtocolResult<TokenServer> found = await ServerAsync(key, forRevocation: false, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out TokenServer? server, out OAuthError? error))
        {
            return error;
        }

        ProviderDefinition? provider = ProviderAt(key);
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
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<(TokenRevocation Outcome, OAuthError? Error)> RevokeAsync(TokenKey key, TokenSet entry, CancellationToken cancellationToken)
    {
        ProtocolResult<TokenServer> found = await ServerAsync(key, forRevocation: true, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out TokenServer? server, out OAuthError? error))
        {
            return (TokenRevocation.Failed, error);
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
        ProviderDefinition? provider = ProviderAt(key);
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

    // The provider as configured, if the entry comes from its server: another server's tokens, and its client's secret, are no business of this one.
    private ProviderDefinition? ProviderAt(TokenKey key) =>
        registry.TryGet(key.Provider, out ProviderDefinition? provider) && (provider.Server.Issuer ?? provider.Server.TokenEndpoint) == key.Issuer ? provider : null;

    private static Secret? SecretOf(ProviderDefinition? provider, TokenKey key) => provider?.ClientId == key.ClientId ? provider?.ClientSecret : null;

    private async Task<ProtocolResult<TokenServer>> ServerAsync(TokenKey key, bool forRevocation, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (_servers.TryGetValue((key, forRevocation), out (TokenServer Server, DateTimeOffset Until) known) && now < known.Until)
        {
            return known.Server;
        }

        AuthorizationServer stated = ProviderAt(key)?.Server ?? new AuthorizationServer { Issuer = key.Issuer };
        ProtocolResult<TokenServer> found = await metadata.ResolveTokenServerAsync(stated, forRevocation, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out TokenServer? server, out OAuthError? error))
        {
            if (!IsTokenEndpoint(key, stated, error))
            {
                return error;
            }

            server = new TokenServer { TokenEndpoint = key.Issuer };
        }

        _servers[(key, forRevocation)] = (server, now + Lifetime);
        return server;
    }

    // Where no issuer was known at sign-in, the token endpoint stands in the key. It gave the tokens, so it may see them again; but a server
    // that has metadata is never asked at its issuer's address.
    private static bool IsTokenEndpoint(TokenKey key, AuthorizationServer stated, OAuthError error) =>
        error.Code == ErrorCodes.MetadataNotFound
        && stated is { TokenEndpoint: null }
        && EndpointRule.TryParse(key.Issuer, out Uri? endpoint, out _)
        && endpoint.AbsolutePath.Length > 1;
}
