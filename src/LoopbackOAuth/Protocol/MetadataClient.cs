using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>Finds out what is needed about an authorization server, asking it only when something is missing.</summary>
/// <param name="http">What asks.</param>
internal sealed class MetadataClient(BackchannelClient http)
{
    /// <summary>Resolves a server. With both endpoints stated nothing is asked.</summary>
    /// <param name="server">What is stated; it wins over what is discovered.</param>
    /// <param name="cancellationToken">Ends the discovery.</param>
    /// <returns>Metadata that may be used, or why there is none.</returns>
    public Task<ProtocolResult<AuthorizationServerMetadata>> ResolveAsync(AuthorizationServer server, CancellationToken cancellationToken)
    {
        if (server.Issuer is not null && IssuerProblem(server.Issuer) is { } problem)
        {
            return Task.FromResult<ProtocolResult<AuthorizationServerMetadata>>(MetadataErrors.IssuerInvalid(server.Issuer, problem));
        }

        if (server is { AuthorizationEndpoint: not null, TokenEndpoint: not null })
        {
            return Task.FromResult(MetadataRules.Combine(server, document: null));
        }

        return server.Issuer is null
            ? Task.FromResult<ProtocolResult<AuthorizationServerMetadata>>(MetadataErrors.ServerUnknown())
            : ResolveByDiscoveryAsync(server, server.Issuer, cancellationToken);
    }

    /// <summary>Resolves what a refresh and a revocation need. What is stated is not asked for.</summary>
    /// <param name="server">What is stated; it wins over what is discovered.</param>
    /// <param name="needsRevocation">Whether the revocation endpoint is worth a request.</param>
    /// <param name="cancellationToken">Ends the discovery.</param>
    /// <returns>Endpoints that may be used, or why there are none.</returns>
    public async Task<ProtocolResult<TokenServer>> ResolveTokenServerAsync(AuthorizationServer server, bool needsRevocation, CancellationToken cancellationToken)
    {
        if (server.Issuer is not null && IssuerProblem(server.Issuer) is { } problem)
        {
            return MetadataErrors.IssuerInvalid(server.Issuer, problem);
        }

        if (server.TokenEndpoint is not null && (server.Issuer is null || !needsRevocation || server.RevocationEndpoint is not null))
        {
            return MetadataRules.CombineTokenServer(server, document: null);
        }

        if (server.Issuer is null)
        {
            return MetadataErrors.ServerUnknown();
        }

        ProtocolResult<MetadataDocument> discovered = await DiscoverAsync(server.Issuer, cancellationToken).ConfigureAwait(false);
        return discovered.TryGet(out MetadataDocument? document, out OAuthError? error) ? MetadataRules.CombineTokenServer(server, document) : error;
    }

    // RFC 8414 section 2: a URL without query and fragment.
    private static string? IssuerProblem(string issuer)
    {
        if (!EndpointRule.TryParse(issuer, out _, out string? problem))
        {
            return problem;
        }

        return issuer.Contains('?', StringComparison.Ordinal) ? "holds a query, which no issuer may" : null;
    }

    private async Task<ProtocolResult<AuthorizationServerMetadata>> ResolveByDiscoveryAsync(AuthorizationServer server, string issuer, CancellationToken cancellationToken)
    {
        ProtocolResult<MetadataDocument> discovered = await DiscoverAsync(issuer, cancellationToken).ConfigureAwait(false);
        return discovered.TryGet(out MetadataDocument? document, out OAuthError? error) ? MetadataRules.Combine(server, document) : error;
    }

    private async Task<ProtocolResult<MetadataDocument>> DiscoverAsync(string issuer, CancellationToken cancellationToken)
    {
        IReadOnlyList<Uri> locations = MetadataLocations.Of(new Uri(issuer));
        OAuthError? last = null;
        foreach (Uri location in locations)
        {
            ProtocolResult<BackchannelResponse> result = await http.GetAsync(location, cancellationToken).ConfigureAwait(false);
            if (!result.TryGet(out BackchannelResponse? response, out OAuthError? error))
            {
                return error;
            }

            if (response.StatusCode is 404 or 410)
            {
                continue;
            }

            // Another address may answer, but who is refused has not been told that there is no document; nor has who comes while the server is busy.
            if (response.StatusCode is >= 400 and <= 499 and not (408 or 425 or 429))
            {
                last ??= MetadataErrors.Refused(location, response.StatusCode);
                continue;
            }

            if (!response.IsSuccess)
            {
                return MetadataErrors.ServerTrouble(location, response.StatusCode) with { RetryAfter = response.RetryAfter };
            }

            if (MetadataDocument.Parse(response.Body) is not { } document)
            {
                // Some sites answer every unknown path with a page of their own.
                last ??= MetadataErrors.NotMetadata(location);
                continue;
            }

            return MetadataRules.IssuerError(document, issuer, location) is { } mismatch ? mismatch : document;
        }

        return last ?? MetadataErrors.NotFound(issuer, locations);
    }
}
