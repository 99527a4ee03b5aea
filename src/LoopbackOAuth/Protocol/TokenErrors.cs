using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>Writes the errors of one request to a token or revocation endpoint, without the secrets of that request.</summary>
/// <param name="scrubber">Knows the secrets.</param>
/// <param name="remedy">From a code and a description to the remedy.</param>
/// <param name="endpoint">What was asked, in words.</param>
internal sealed class TokenErrors(SecretScrubber scrubber, Func<string, string?, string?> remedy, string endpoint)
{
    private const int MaxCode = 200;
    private const int MaxText = 4096;
    private const int MaxDetail = 500;

    /// <param name="scrubber">Knows the secrets.</param>
    /// <param name="redirectUri">The redirect URI that was sent with a code, for the remedy.</param>
    public TokenErrors(SecretScrubber scrubber, string redirectUri)
        : this(scrubber, (code, description) => ErrorRemedies.For(code, description, redirectUri), "token endpoint")
    {
    }

    /// <summary>The server's own error (RFC 6749 section 5.2).</summary>
    public OAuthError FromServer(string error, string? description, string? uri, int statusCode)
    {
        string code = Code(scrubber.Scrub(error, MaxCode));
        return new()
        {
            Code = code,
            Description = Bounded(description),
            Uri = Bounded(uri),
            StatusCode = statusCode,
            Remedy = remedy(code, description),
        };
    }

    /// <summary>An error response in another form than OAuth's, such as a page of a gateway.</summary>
    public OAuthError Unreadable(BackchannelResponse response)
    {
        string text = scrubber.Scrub(Encoding.UTF8.GetString(response.Body.Span), MaxText);

        // Cleaning joins what stood apart, so the secrets are looked for once more, and before the text is cut to size.
        string detail = TerminalText.Sanitize(scrubber.Scrub(TerminalText.Sanitize(text, int.MaxValue), MaxText), MaxDetail);
        return new()
        {
            Code = ErrorCodes.ServerErrorResponse,
            Description = $"The {endpoint} answered with HTTP status {response.StatusCode} and no OAuth error.",
            StatusCode = response.StatusCode,
            Detail = detail.Length == 0 ? null : detail,
            Remedy = ErrorRemedies.ForStatus(response.StatusCode),
        };
    }

    /// <summary>A success response that cannot be used. Nothing of its body is shown, because tokens may be in it.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="problem">The end of a sentence that begins with "The token response".</param>
    public static OAuthError InvalidResponse(int statusCode, string problem) => new()
    {
        Code = ErrorCodes.InvalidResponse,
        Description = $"The token response {problem}.",
        StatusCode = statusCode,
        Remedy = "Check that the token endpoint is the authorization server's; if it is, report it to the operator of the server.",
    };

    // RFC 6749 section 5.2: printable ASCII without '"' and '\'. A code is shown and compared, so others are replaced.
    private static string Code(string error) => string.Create(error.Length, error, static (characters, text) =>
    {
        for (int index = 0; index < characters.Length; index++)
        {
            characters[index] = text[index] is < ' ' or > '~' or '"' or '\\' ? '?' : text[index];
        }
    });

    private string? Bounded(string? text) => text is null ? null : scrubber.Scrub(text, MaxText);
}
