using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The replies of a token endpoint that are no token.</summary>
internal static class TokenEndpointFaults
{
    private const int Oversize = 4 * 1024 * 1024;

    public static TestHttpResponse? Reply(TestServerMisbehaviour misbehaviour) => misbehaviour.TokenEndpoint switch
    {
        TokenEndpointFault.InvalidGrant => Error(400, new OAuthFailure("invalid_grant", "The server was told to refuse the grant."), misbehaviour),
        TokenEndpointFault.InvalidClient => Error(401, new OAuthFailure("invalid_client", "The server was told to refuse the client."), misbehaviour),
        TokenEndpointFault.OkWithError => Error(200, new OAuthFailure("invalid_grant", "The server was told to call this a success."), misbehaviour),
        TokenEndpointFault.Forbidden => TestHttpResponse.Html(403, "Your plan does not include this"),
        TokenEndpointFault.TooManyRequests => Later(TestHttpResponse.Html(429, "Too many requests"), misbehaviour),
        TokenEndpointFault.ServiceUnavailable => Later(TestHttpResponse.Html(503, "Service unavailable"), misbehaviour),
        TokenEndpointFault.ServerErrorHtml => TestHttpResponse.Html(500, "Something went wrong"),
        TokenEndpointFault.OkHtml => TestHttpResponse.Html(200, "Welcome to the hotel"),
        TokenEndpointFault.Oversize => TestHttpResponse.Json(200, json =>
        {
            json.WriteString("padding", new string('x', Oversize));
            json.WriteString("access_token", "never-to-be-read");
            json.WriteString("token_type", "Bearer");
        }).NotStored(),
        _ => null,
    };

    public static TestHttpResponse Later(TestHttpResponse response, TestServerMisbehaviour misbehaviour) => misbehaviour.RetryAfter is { } wait
        ? response.With("Retry-After", ((long)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture))
        : response;

    public static TestHttpResponse Error(int status, OAuthFailure failure, TestServerMisbehaviour misbehaviour)
    {
        TestHttpResponse response = TestHttpResponse.Json(status, json =>
        {
            json.WriteString("error", failure.Error);
            json.WriteString("error_description", misbehaviour.ErrorDescription ?? failure.Description);
        }).NotStored();
        return status == 401 ? response.With("WWW-Authenticate", "Basic realm=\"test\"") : response;
    }
}
