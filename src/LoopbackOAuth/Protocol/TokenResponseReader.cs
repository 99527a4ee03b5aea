using System.Globalization;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>Reads a token response (RFC 6749 section 5), tolerant where real servers differ and strict where it matters.</summary>
/// <param name="errors">Writes the errors.</param>
/// <param name="isRefresh">Whether it answers a refresh. Then an ID token that cannot be one does not cost the other tokens: the refresh token before is used up.</param>
internal sealed class TokenResponseReader(TokenErrors errors, bool isRefresh = false)
{
    private const double LongestLifetime = 100 * 365.25 * 24 * 60 * 60;
    private const int LongestTokenType = 256;
    private const string IdToken = "id_token";

    public ProtocolResult<TokenResponse> Read(BackchannelResponse response)
    {
        TokenFields? fields = TokenFields.Parse(response);
        if (fields?.Text("error") is { } error)
        {
            return errors.FromServer(error, fields.Text("error_description"), fields.Text("error_uri"), response.StatusCode);
        }

        if (!response.IsSuccess)
        {
            return errors.Unreadable(response);
        }

        if (fields is null)
        {
            return TokenErrors.InvalidResponse(response.StatusCode, "is neither a JSON object nor a form, or repeats a member");
        }

        return fields.IsMalformed("error")
            ? TokenErrors.InvalidResponse(response.StatusCode, "has an error that is no text")
            : ReadTokens(fields, response.StatusCode);
    }

    private ProtocolResult<TokenResponse> ReadTokens(TokenFields fields, int statusCode)
    {
        bool isIdTokenMalformed = false;
        foreach (string name in (string[])["access_token", "refresh_token", IdToken, "token_type"])
        {
            if (fields.IsMalformed(name) || (fields.Text(name) is { } text && !SafeText.IsVisibleAscii(text)))
            {
                if (isRefresh && name == IdToken)
                {
                    isIdTokenMalformed = true;
                    continue;
                }

                return TokenErrors.InvalidResponse(statusCode, $"has a value of {name} that cannot be one");
            }
        }

        if (fields.Text("access_token") is not { } accessToken)
        {
            return TokenErrors.InvalidResponse(statusCode, "has no access_token");
        }

        string tokenType = fields.Text("token_type") ?? "Bearer";
        if (tokenType.Length > LongestTokenType)
        {
            return TokenErrors.InvalidResponse(statusCode, "has a value of token_type that cannot be one");
        }

        return new TokenResponse
        {
            AccessToken = new Secret(accessToken),
            RefreshToken = Secret.FromNullable(fields.Text("refresh_token")),
            IdToken = isIdTokenMalformed ? null : Secret.FromNullable(fields.Text(IdToken)),
            IsIdTokenMalformed = isIdTokenMalformed,
            TokenType = tokenType,
            ExpiresInSeconds = Lifetime(fields.Text("expires_in")),
            Scopes = Scopes(fields.Text("scope")),
        };
    }

    // A lifetime that makes no sense is no lifetime: the token is still good, and a 401 will tell. Below zero it is over.
    private static long? Lifetime(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds <= LongestLifetime
            ? (long)Math.Max(0, seconds)
            : null;

    // RFC 6749 section 3.3: scope-token = 1*NQCHAR. What is no scope token is left out.
    private static string[]? Scopes(string? text) =>
        text?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(IsScopeToken).Distinct(StringComparer.Ordinal).ToArray();

    private static bool IsScopeToken(string token) =>
        !token.AsSpan().ContainsAnyExceptInRange('!', '~') && token.AsSpan().IndexOfAny('"', '\\') < 0;
}
