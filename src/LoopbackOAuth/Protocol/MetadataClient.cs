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
            : DiscoverAsync(server, server.Issuer, cancellationToken);
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

    private async Task<ProtocolResult<AuthorizationServerMetadata>> DiscoverAsync(AuthorizationServer server, string issuer, CancellationToken cancellationToken)
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

            if (response.StatusCode is >= 400 and <= 499)
            {
                last ??= MetadataErrors.NotFound(issuer, locations, response.StatusCode);
                continue;
            }

            if (!response.IsSuccess)
            {
                return MetadataErrors.ServerTrouble(location, response.StatusCode);
            }

            if (MetadataDocument.Parse(response.Body) is not { } document)
            {
                // Some sites answer every unknown path with a page of their own.
                last = MetadataErrors.NotMetadata(location);
                continue;
            }

            return MetadataRules.IssuerError(document, issuer, location) is { } mismatch ? mismatch : MetadataRules.Combine(server, document);
        }

        return last ?? MetadataErrors.NotFound(issuer, locations, statusCode: null);
    }
}
