using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>Asks a token endpoint (RFC 6749 section 3.2). It never asks twice: a code is good for one request.</summary>
/// <param name="http">What asks.</param>
internal sealed class TokenClient(BackchannelClient http)
{
    /// <summary>Exchanges an authorization code for tokens (RFC 6749 section 4.1.3).</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The tokens, or why there are none.</returns>
    /// <exception cref="ArgumentException">A resource is not an absolute URI without fragment.</exception>
    public async Task<ProtocolResult<TokenResponse>> ExchangeAsync(CodeExchange exchange, CancellationToken cancellationToken)
    {
        if (!EndpointRule.TryParse(exchange.TokenEndpoint, out Uri? endpoint, out string? problem))
        {
            return MetadataErrors.Invalid($"The token endpoint '{MetadataErrors.Show(exchange.TokenEndpoint)}' {problem}.");
        }

        ProtocolResult<ClientCredentials> client = ClientCredentials.Create(
            exchange.Authentication, exchange.ClientId, exchange.ClientSecret, exchange.TokenEndpointAuthMethodsSupported);
        if (!client.TryGet(out ClientCredentials? credentials, out OAuthError? error))
        {
            return error;
        }

        ProtocolResult<BackchannelResponse> result = await http.PostFormAsync(
            endpoint, [.. Parameters(exchange), .. credentials.Parameters], credentials.Basic?.Reveal(), cancellationToken).ConfigureAwait(false);
        if (!result.TryGet(out BackchannelResponse? response, out error))
        {
            return error;
        }

        SecretScrubber scrubber = new(exchange.Code, exchange.CodeVerifier, exchange.ClientSecret, credentials.Basic);
        return new TokenResponseReader(new TokenErrors(scrubber, exchange.RedirectUri)).Read(response);
    }

    /// <summary>Exchanges a refresh token for new tokens (RFC 6749 section 6).</summary>
    /// <param name="refresh">The request.</param>
    /// <param name="cancellationToken">Ends the request. What the server answers is lost then, and a refresh token that rotates with it.</param>
    /// <returns>The tokens, or why there are none.</returns>
    /// <exception cref="ArgumentException">A resource is not an absolute URI without fragment.</exception>
    public async Task<ProtocolResult<TokenResponse>> RefreshAsync(RefreshRequest refresh, CancellationToken cancellationToken)
    {
        if (!EndpointRule.TryParse(refresh.TokenEndpoint, out Uri? endpoint, out string? problem))
        {
            return MetadataErrors.Invalid($"The token endpoint '{MetadataErrors.Show(refresh.TokenEndpoint)}' {problem}.");
        }

        ProtocolResult<ClientCredentials> client = ClientCredentials.Create(
            refresh.Authentication, refresh.ClientId, refresh.ClientSecret, refresh.TokenEndpointAuthMethodsSupported);
        if (!client.TryGet(out ClientCredentials? credentials, out OAuthError? error))
        {
            return error;
        }

        ProtocolResult<BackchannelResponse> result = await http.PostFormAsync(
            endpoint,
            [
                new("grant_type", "refresh_token"),
                new("refresh_token", refresh.RefreshToken.Reveal()),
                .. ResourceIndicators.Parameters(refresh.Resources),
                .. credentials.Parameters,
            ],
            credentials.Basic?.Reveal(),
            cancellationToken).ConfigureAwait(false);
        if (!result.TryGet(out BackchannelResponse? response, out error))
        {
            return error;
        }

        SecretScrubber scrubber = new(refresh.RefreshToken, refresh.ClientSecret, credentials.Basic);
        ProtocolResult<TokenResponse> read = new TokenResponseReader(new TokenErrors(scrubber, ErrorRemedies.ForRefresh, "token endpoint"), isRefresh: true).Read(response);
        return read.TryGet(out _, out error) ? read : error with { RetryAfter = response.RetryAfter };
    }

    private static List<KeyValuePair<string, string>> Parameters(CodeExchange exchange)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("grant_type", "authorization_code"),
            new("code", exchange.Code.Reveal()),
            new("redirect_uri", exchange.RedirectUri),
            new("code_verifier", exchange.CodeVerifier.Reveal()),
        ];
        if (exchange.RepeatedCodeChallenge is { } challenge)
        {
            parameters.Add(new("code_challenge", challenge));
            parameters.Add(new("code_challenge_method", ProofKey.Method));
        }

        parameters.AddRange(ResourceIndicators.Parameters(exchange.Resources));
        return parameters;
    }
}
