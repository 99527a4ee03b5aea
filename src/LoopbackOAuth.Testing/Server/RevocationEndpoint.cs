using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The revocation endpoint (RFC 7009).</summary>
internal sealed class RevocationEndpoint(ClientAuthenticator authenticator, GrantStore grants)
{
    public TestHttpResponse Handle(TestHttpRequest request, FormParameters form, TestServerMisbehaviour misbehaviour)
    {
        if (misbehaviour.RevocationUnavailable)
        {
            return TokenEndpointFaults.Later(TestHttpResponse.Html(503, "Service unavailable"), misbehaviour);
        }

        if (authenticator.Authenticate(request, form, out TestClient? client) is { } stranger)
        {
            return TokenEndpointFaults.Error(401, stranger, misbehaviour);
        }

        if (form["token"] is not { } token)
        {
            return TokenEndpointFaults.Error(400, new OAuthFailure("invalid_request", "The parameter token is missing."), misbehaviour);
        }

        // The same for a token that is unknown (section 2.2).
        grants.Revoke(token, client!.ClientId);
        return new TestHttpResponse(200, []).NotStored();
    }
}
