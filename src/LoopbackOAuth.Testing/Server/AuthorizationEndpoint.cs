using System.Net;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The authorization endpoint (RFC 6749 section 3.1) and the page where the user is asked.</summary>
internal sealed class AuthorizationEndpoint(TestAuthorizationServerOptions options, ClientRegistry clients, GrantStore grants)
{
    public TestHttpResponse Handle(string issuer, FormParameters parameters, TestServerMisbehaviour misbehaviour)
    {
        // As long as client and redirect URI are not known to be right, nothing may be sent there (RFC 6749 section 4.1.2.1).
        string? repeated = parameters.FirstRepeated();
        if (repeated is "client_id" or "redirect_uri")
        {
            return Refuse($"The parameter {repeated} occurs more than once.");
        }

        if (parameters["client_id"] is not { } clientId || clients.Find(clientId) is not { } client)
        {
            return Refuse("The client is unknown.");
        }

        if (parameters["redirect_uri"] is not { } redirectUri || !ClientRegistry.Accepts(client, redirectUri))
        {
            return Refuse("The redirect URI is not registered for this client.");
        }

        string? state = repeated == "state" ? null : parameters["state"];
        var reply = new AuthorizationReply(issuer, redirectUri, state, options.SendIss, misbehaviour);
        OAuthFailure? failure = repeated is null
            ? Check(parameters)
            : new OAuthFailure("invalid_request", $"The parameter {repeated} occurs more than once.");
        if (failure is not null)
        {
            return reply.Error(failure);
        }

        var grant = new AuthorizationGrant
        {
            ClientId = clientId,
            RedirectUri = redirectUri,
            Scopes = (parameters["scope"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Resources = parameters.AllOf("resource"),
            CodeChallenge = parameters["code_challenge"],
            Nonce = parameters["nonce"],
            State = state,
        };
        if (misbehaviour.AuthorizationError is { } error)
        {
            return reply.Error(new OAuthFailure(error, "The server was told to refuse."));
        }

        return options.AutoConsent ? reply.Code(grants.IssueCode(grant)) : Ask(issuer, client, grants.OpenTicket(grant));
    }

    /// <summary>What the user decided on the page.</summary>
    public TestHttpResponse Decide(string issuer, FormParameters form, TestServerMisbehaviour misbehaviour)
    {
        if (grants.TakeTicket(form["ticket"]) is not { } grant)
        {
            return Refuse("The page is out of date.");
        }

        var reply = new AuthorizationReply(issuer, grant.RedirectUri, grant.State, options.SendIss, misbehaviour);
        return form["decision"] == "allow"
            ? reply.Code(grants.IssueCode(grant))
            : reply.Error(new OAuthFailure("access_denied", "The user said no."));
    }

    private OAuthFailure? Check(FormParameters parameters)
    {
        if (parameters["response_type"] is not { } responseType)
        {
            return new OAuthFailure("invalid_request", "The parameter response_type is missing.");
        }

        if (responseType != "code")
        {
            return new OAuthFailure("unsupported_response_type", "Only the response type code is supported.");
        }

        if (parameters["response_mode"] is not (null or "query"))
        {
            return new OAuthFailure("invalid_request", "Only the response mode query is supported.");
        }

        foreach (string resource in parameters.AllOf("resource"))
        {
            if (!Uri.TryCreate(resource, UriKind.Absolute, out _) || resource.Contains('#', StringComparison.Ordinal))
            {
                return new OAuthFailure("invalid_target", "A resource is an absolute URI without a fragment.");
            }
        }

        return CheckPkce(parameters["code_challenge"], parameters["code_challenge_method"]);
    }

    // No method means plain (RFC 7636 section 4.3), which is not supported.
    private OAuthFailure? CheckPkce(string? challenge, string? method)
    {
        if (challenge is null)
        {
            return options.RequirePkce || method is not null
                ? new OAuthFailure("invalid_request", "The parameter code_challenge is missing.")
                : null;
        }

        if (method != "S256")
        {
            return new OAuthFailure("invalid_request", "Only the code challenge method S256 is supported.");
        }

        return CodeChallenge.IsWellFormed(challenge) ? null : new OAuthFailure("invalid_request", "The code challenge is not a SHA-256 hash in base64url.");
    }

    private static TestHttpResponse Ask(string issuer, TestClient client, string ticket) => TestHttpResponse.Html(
        200,
        $"Allow {client.ClientId}?",
        $"""
        <form method="post" action="{issuer}/consent"><input type="hidden" name="ticket" value="{WebUtility.HtmlEncode(ticket)}"><button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>
        """);

    private static TestHttpResponse Refuse(string why) => TestHttpResponse.Html(400, why);
}
