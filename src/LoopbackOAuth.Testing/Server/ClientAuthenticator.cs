using System.Net;
using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>Finds out at the token endpoint which client asks, and whether it is who it says (RFC 6749 section 2.3).</summary>
internal sealed class ClientAuthenticator(ClientRegistry clients)
{
    public OAuthFailure? Authenticate(TestHttpRequest request, FormParameters form, out TestClient? client)
    {
        client = null;
        string? id = form["client_id"];
        string? secret = form["client_secret"];
        ClientAuthenticationMethod method = secret is null ? ClientAuthenticationMethod.None : ClientAuthenticationMethod.ClientSecretPost;
        if (request.Fields["Authorization"] is { } header)
        {
            if (!TryReadBasic(header, out string basicId, out string basicSecret))
            {
                return new OAuthFailure("invalid_client", "The Authorization header is not well-formed Basic authentication.");
            }

            if (secret is not null || (id is not null && id != basicId))
            {
                return new OAuthFailure("invalid_request", "A client authenticates in one way only.");
            }

            (id, secret, method) = (basicId, basicSecret, ClientAuthenticationMethod.ClientSecretBasic);
        }

        if (id is null || clients.Find(id) is not { } found)
        {
            return new OAuthFailure("invalid_client", "The client is unknown.");
        }

        if (found.Secret is null)
        {
            if (secret is not null)
            {
                return new OAuthFailure("invalid_client", "The client is public and has no secret. Register a TestClient with one.");
            }
        }
        else if (secret is null || !found.Secret.Equals(Secret.FromNullable(secret)))
        {
            return new OAuthFailure("invalid_client", "The client secret is missing or wrong.");
        }

        if (found.AuthenticationMethod is not ClientAuthenticationMethod.Automatic && found.AuthenticationMethod != method)
        {
            return new OAuthFailure("invalid_client", "The client is registered for another authentication method.");
        }

        client = found;
        return null;
    }

    // Id and secret are form-encoded before they are put together (RFC 6749 section 2.3.1).
    private static bool TryReadBasic(string header, out string id, out string secret)
    {
        (id, secret) = ("", "");
        byte[] bytes = new byte[header.Length];
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out int length))
        {
            return false;
        }

        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        (id, secret) = (WebUtility.UrlDecode(pair[..colon]), WebUtility.UrlDecode(pair[(colon + 1)..]));
        return true;
    }
}
