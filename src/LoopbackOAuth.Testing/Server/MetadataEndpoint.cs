using System.Text.Json;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The metadata documents of RFC 8414 and OpenID Connect Discovery, which have the same members here.</summary>
internal sealed class MetadataEndpoint(TestAuthorizationServerOptions options)
{
    public TestHttpResponse Handle(string issuer, string path, MetadataFault fault)
    {
        switch (fault)
        {
            case MetadataFault.Html:
                return TestHttpResponse.Html(200, "Welcome to the hotel");
            case MetadataFault.NotFound:
                return TestHttpResponse.Html(404, "Not found");
            case MetadataFault.Redirect when !path.StartsWith("/moved/", StringComparison.Ordinal):
                return TestHttpResponse.SeeOther("/moved" + path);
            case MetadataFault.RedirectLoop:
                return TestHttpResponse.SeeOther(path);
        }

        return TestHttpResponse.Json(200, json =>
        {
            json.WriteString("issuer", fault is MetadataFault.IssuerMismatch ? TestServerMisbehaviour.OtherIssuer : issuer);
            json.WriteString("authorization_endpoint", issuer + "/authorize");
            json.WriteString("token_endpoint", issuer + "/token");
            json.WriteString("jwks_uri", issuer + "/jwks");
            if (options.OfferRevocation)
            {
                json.WriteString("revocation_endpoint", issuer + "/revoke");
            }

            Array(json, "response_types_supported", "code");
            Array(json, "response_modes_supported", "query");
            Array(json, "grant_types_supported", options.IssueRefreshToken ? ["authorization_code", "refresh_token"] : ["authorization_code"]);
            Array(json, "token_endpoint_auth_methods_supported", "none", "client_secret_basic", "client_secret_post");
            Array(json, "code_challenge_methods_supported", fault is MetadataFault.WithoutS256 ? "plain" : "S256");
            Array(json, "scopes_supported", "openid", "profile", "email", "offline_access");
            Array(json, "subject_types_supported", "public");
            Array(json, "id_token_signing_alg_values_supported", IdTokenSigner.Algorithm);
            json.WriteBoolean("authorization_response_iss_parameter_supported", options.SendIss);
        });
    }

    private static void Array(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
