using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>A validated authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1) and how it arrived.</summary>
public sealed class AuthorizationResponse
{
    /// <summary>The authorization code, or <see langword="null"/> when the server answered with an error.</summary>
    public Secret? Code { get; init; }

    /// <summary>The error code, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The server's words about the error, as received. Untrusted: encode or sanitize before showing.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>The server's page about the error, as received. Untrusted.</summary>
    public string? ErrorUri { get; init; }

    /// <summary>The state, equal to the one sent.</summary>
    public required Secret State { get; init; }

    /// <summary>The issuer the response names (RFC 9207), or <see langword="null"/>.</summary>
    public string? Issuer { get; init; }

    /// <summary>How the parameters arrived.</summary>
    public required CallbackChannel Channel { get; init; }

    /// <summary>The name of the transport that received them, such as <c>socket</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>Whether code and error came together, which no server may do (RFC 6749 section 4.1.2).</summary>
    public bool IsContradictory => Code is not null && Error is not null;

    /// <summary>
    /// The response as a redirect to a URI, for an OAuth client that takes it in this form. It holds the code: hand it to
    /// that client and to nothing that prints. Parameters that RFC 6749 and RFC 9207 do not define are not in it.
    /// </summary>
    /// <param name="redirectUri">The redirect URI of the request.</param>
    /// <returns>The redirect URI with the parameters of the response in its query.</returns>
    public Uri ToRedirect(Uri redirectUri)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        StringBuilder text = new(redirectUri.OriginalString);
        char separator = redirectUri.Query.Length == 0 ? '?' : '&';
        foreach ((string name, string? value) in (ReadOnlySpan<(string, string?)>)
            [("code", Code?.Reveal()), ("error", Error), ("error_description", ErrorDescription), ("error_uri", ErrorUri), ("state", State.Reveal()), ("iss", Issuer)])
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return new Uri(text.ToString());
    }
}
