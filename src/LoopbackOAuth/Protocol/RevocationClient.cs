using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>Asks a revocation endpoint (RFC 7009). It asks once.</summary>
/// <param name="http">What asks.</param>
internal sealed class RevocationClient(BackchannelClient http)
{
    /// <summary>Revokes a token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns><see langword="null"/> when the token is of no more use, which a server also says of a token it does not know (section 2.2); otherwise why it may still be.</returns>
    public async Task<OAuthError?> RevokeAsync(RevocationRequest request, CancellationToken cancellationToken)
    {
        if (!EndpointRule.TryParse(request.RevocationEndpoint, out Uri? endpoint, out string? problem))
        {
            return MetadataErrors.Invalid($"The revocation endpoint '{MetadataErrors.Show(request.RevocationEndpoint)}' {problem}.");
        }

        ProtocolResult<ClientCredentials> client = ClientCredentials.Create(request.Authentication, request.ClientId, request.ClientSecret, request.AuthMethodsSupported);
        if (!client.TryGet(out ClientCredentials? credentials, out OAuthError? error))
        {
            return error;
        }

        ProtocolResult<BackchannelResponse> result = await http.PostFormAsync(
            endpoint,
            [new("token", request.Token.Reveal()), new("token_type_hint", request.TokenTypeHint), .. credentials.Parameters],
            credentials.Basic?.Reveal(),
            cancellationToken).ConfigureAwait(false);
        if (!result.TryGet(out BackchannelResponse? response, out error))
        {
            return error;
        }

        // The status says it; the body of a success is empty or of no meaning (section 2.2).
        if (response.IsSuccess)
        {
            return null;
        }

        TokenErrors errors = new(new SecretScrubber(request.Token, request.ClientSecret, credentials.Basic), ErrorRemedies.ForRevocation, "revocation endpoint");
        TokenFields? fields = TokenFields.Parse(response);
        error = fields?.Text("error") is { } code
            ? errors.FromServer(code, fields.Text("error_description"), fields.Text("error_uri"), response.StatusCode)
            : errors.Unreadable(response);
        return error with { RetryAfter = response.RetryAfter };
    }
}
