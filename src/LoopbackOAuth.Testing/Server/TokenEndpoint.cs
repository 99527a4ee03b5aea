using System.Text.Json;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The token endpoint (RFC 6749 section 3.2).</summary>
internal sealed class TokenEndpoint(TestAuthorizationServerOptions options, ClientAuthenticator authenticator, GrantStore grants, IdTokenSigner signer)
{
    public async Task<TestHttpResponse> HandleAsync(string issuer, TestHttpRequest request, FormParameters form, TestServerMisbehaviour misbehaviour, CancellationToken cancellationToken)
    {
        if (misbehaviour.TokenEndpointGate is { } gate)
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (TokenEndpointFaults.Reply(misbehaviour) is { } fault)
        {
            return fault;
        }

        if (!request.HasForm)
        {
            return Fail(new OAuthFailure("invalid_request", "The body is not application/x-www-form-urlencoded."), misbehaviour);
        }

        if (form.FirstRepeated() is { } repeated)
        {
            return Fail(new OAuthFailure("invalid_request", $"The parameter {repeated} occurs more than once."), misbehaviour);
        }

        if (authenticator.Authenticate(request, form, out TestClient? client) is { } stranger)
        {
            return Fail(stranger, misbehaviour);
        }

        AuthorizationGrant? grant = null;
        OAuthFailure? failure = form["grant_type"] switch
        {
            null => new OAuthFailure("invalid_request", "The parameter grant_type is missing."),
            "authorization_code" when form["code"] is { } code => grants.RedeemCode(code, found => CheckCode(found, client!, form), out grant),
            "refresh_token" when form["refresh_token"] is { } token => grants.RedeemRefreshToken(token, found => CheckRefresh(found, client!, form), out grant),
            "authorization_code" or "refresh_token" => new OAuthFailure("invalid_request", "The code or the refresh token is missing."),
            _ => new OAuthFailure("unsupported_grant_type", "The grant type is not supported."),
        };
        return failure is null
            ? Issue(issuer, grant!, form, misbehaviour)
            : Fail(failure, misbehaviour);
    }

    private static OAuthFailure? CheckCode(AuthorizationGrant grant, TestClient client, FormParameters form)
    {
        if (grant.ClientId != client.ClientId)
        {
            return new OAuthFailure("invalid_grant", "The code was issued to another client.");
        }

        if (form["redirect_uri"] != grant.RedirectUri)
        {
            return new OAuthFailure("invalid_grant", "The redirect URI is not the one of the authorization request.");
        }

        // A verifier without a challenge would be a downgrade that nobody noticed (RFC 9700 section 4.8.2).
        string? verifier = form["code_verifier"];
        if ((verifier is null) != (grant.CodeChallenge is null))
        {
            return new OAuthFailure("invalid_grant", "A code verifier and a code challenge go together.");
        }

        if (verifier is not null && (!CodeChallenge.IsVerifier(verifier) || CodeChallenge.Of(verifier) != grant.CodeChallenge))
        {
            return new OAuthFailure("invalid_grant", "The code verifier does not match the code challenge.");
        }

        return CheckResources(grant, form);
    }

    private static OAuthFailure? CheckRefresh(AuthorizationGrant grant, TestClient client, FormParameters form)
    {
        if (grant.ClientId != client.ClientId)
        {
            return new OAuthFailure("invalid_grant", "The refresh token was issued to another client.");
        }

        return ScopesOf(form)?.Except(grant.Scopes, StringComparer.Ordinal).Any() is true
            ? new OAuthFailure("invalid_scope", "The scope goes beyond what was granted.")
            : CheckResources(grant, form);
    }

    private static OAuthFailure? CheckResources(AuthorizationGrant grant, FormParameters form) =>
        form.AllOf("resource").Except(grant.Resources, StringComparer.Ordinal).Any()
            ? new OAuthFailure("invalid_target", "The resource is not one of the authorization request.")
            : null;

    private TestHttpResponse Issue(string issuer, AuthorizationGrant grant, FormParameters form, TestServerMisbehaviour misbehaviour)
    {
        bool isRefresh = form["grant_type"] == "refresh_token";
        IReadOnlyList<string> scopes = isRefresh ? ScopesOf(form) ?? grant.Scopes : grant.Scopes;
        IReadOnlyList<string> resources = form.AllOf("resource") is { Count: > 0 } asked ? asked : grant.Resources;
        string accessToken = grants.IssueAccessToken(grant, scopes, resources);
        return TestHttpResponse.Json(200, json =>
        {
            json.WriteString("access_token", accessToken);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (long)options.AccessTokenLifetime.TotalSeconds);
            json.WriteString("scope", string.Join(' ', scopes));
            if (options.IssueRefreshToken && !misbehaviour.NoRefreshToken && (options.RotateRefreshTokens || !isRefresh))
            {
                json.WriteString("refresh_token", grants.IssueRefreshToken(grant));
            }

            if (options.IssueIdToken && scopes.Contains("openid", StringComparer.Ordinal))
            {
                json.WriteString("id_token", signer.Sign(claims => WriteClaims(claims, issuer, grant, accessToken, misbehaviour)));
            }
        }).NotStored();
    }

    private void WriteClaims(Utf8JsonWriter json, string issuer, AuthorizationGrant grant, string accessToken, TestServerMisbehaviour misbehaviour)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        json.WriteString("iss", issuer);
        json.WriteString("sub", misbehaviour.WrongSubject ? "not-" + options.Subject : options.Subject);
        json.WriteString("aud", grant.ClientId);
        json.WriteNumber("iat", now.ToUnixTimeSeconds());
        json.WriteNumber("exp", (now + options.AccessTokenLifetime).ToUnixTimeSeconds());
        json.WriteString("at_hash", IdTokenSigner.HashOf(accessToken));
        if (misbehaviour.WrongNonce)
        {
            json.WriteString("nonce", "not-" + grant.Nonce);
        }
        else if (grant.Nonce is not null && !misbehaviour.NoNonce)
        {
            json.WriteString("nonce", grant.Nonce);
        }

        if (grant.Scopes.Contains("email", StringComparer.Ordinal))
        {
            json.WriteString("email", options.SubjectEmail);
            json.WriteBoolean("email_verified", true);
        }
    }

    private static string[]? ScopesOf(FormParameters form) => form["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static TestHttpResponse Fail(OAuthFailure failure, TestServerMisbehaviour misbehaviour) =>
        TokenEndpointFaults.Error(failure.Error == "invalid_client" ? 401 : 400, failure, misbehaviour);
}
