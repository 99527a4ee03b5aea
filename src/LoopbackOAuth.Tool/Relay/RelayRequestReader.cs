using System.Globalization;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>
/// Reads an authorization URL, and lets only those through that lead back to a port of this computer, protected by state and
/// PKCE so that what is carried back is of use to nobody but the program that made the request (RFC 8252, RFC 7636, RFC 9700).
/// </summary>
internal static class RelayRequestReader
{
    /// <summary>The longest URL, in characters: what a callback may have at most, and far more than any server takes.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The shortest state. The least that libraries send are 16 characters; RFC 6749 section 10.10 asks that nobody can guess it.</summary>
    public const int ShortestState = 16;

    // BASE64URL(SHA256(...)) without padding (RFC 7636 section 4.2).
    private const int ChallengeLength = 43;

    /// <param name="text">What was given: blanks and quotes around it, and line breaks inside it, are what terminals add.</param>
    /// <param name="request">The request, when there is no refusal.</param>
    public static RelayRefusal Read(string text, out RelayRequest? request)
    {
        request = null;
        if (text.Length > MaxLength)
        {
            return RelayRefusal.TooLarge;
        }

        string url = Unwrap(text);
        if (url.Length == 0)
        {
            return RelayRefusal.Empty;
        }

        if (url.AsSpan().ContainsAnyExceptInRange('!', '~') || !Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            return RelayRefusal.NotAUrl;
        }

        bool isLoopback = uri.Scheme == Uri.UriSchemeHttp && uri.Host is "127.0.0.1" or "[::1]" or "localhost";
        QueryReader query = new(uri.Query.TrimStart('?'));
        if (isLoopback && !query.Has("response_type") && (query.Has("code") || query.Has("error")))
        {
            return RelayRefusal.CallbackUrl;
        }

        if (uri.Scheme != Uri.UriSchemeHttps && !isLoopback)
        {
            return uri.Scheme == Uri.UriSchemeHttp ? RelayRefusal.NotHttps : RelayRefusal.NotAUrl;
        }

        // A user name before the host is there to be taken for the host.
        Uri? redirectUri = null;
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return RelayRefusal.NotAUrl;
        }

        // The parser would mend a damaged escape, and what is opened would be another URL than the one that was given.
        RelayRefusal refusal = new QueryReader(url).IsMalformed ? RelayRefusal.Malformed : Check(query, out redirectUri);
        if (refusal is RelayRefusal.None)
        {
            request = new RelayRequest
            {
                AuthorizationUri = uri,
                RedirectUri = redirectUri!,
                State = new Secret(query["state"]!),
                ClientId = query["client_id"]!,
                Scopes = query["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
                OtherParameters = RelayParameters.Others(query),
                FormPost = query["response_mode"] is "form_post",
            };
        }

        return refusal;
    }

    private static RelayRefusal Check(QueryReader query, out Uri? redirectUri)
    {
        redirectUri = null;
        return query switch
        {
            { IsMalformed: true } => RelayRefusal.Malformed,

            // The server heeds what was pushed or signed and nothing else (RFC 9101 section 6.3), so that whatever else is in
            // the URL would be shown to the user for nothing, and where to listen cannot be known.
            _ when query.Has("request_uri") || query.Has("request") => RelayRefusal.HiddenRequest,
            _ when RelayParameters.HoldSecret(query) => RelayRefusal.HoldsSecret,
            _ when RelayParameters.Repeat(query) => RelayRefusal.RepeatedParameter,
            _ when RelayParameters.AreMisspelt(query) => RelayRefusal.MisspeltParameter,
            _ when query.Has("authorization_details") => RelayRefusal.AsksInDetails,
            _ when !query.Has("redirect_uri") && !query.Has("state") => RelayRefusal.CutShort,
            _ when CheckAnswer(query) is var refusal and not RelayRefusal.None => refusal,
            _ when !query.Has("client_id") => RelayRefusal.ClientIdMissing,
            _ when !query.Has("redirect_uri") => RelayRefusal.RedirectUriMissing,
            _ when !TryReadRedirectUri(query["redirect_uri"]!, out redirectUri) => RelayRefusal.RedirectUriNotLoopback,
            _ => CheckProtection(query),
        };
    }

    private static RelayRefusal CheckAnswer(QueryReader query) => query["response_type"] switch
    {
        "code" => query["response_mode"] is null or "query" or "form_post" ? RelayRefusal.None : RelayRefusal.ResponseMode,
        { } type when type.Contains("token", StringComparison.Ordinal) => RelayRefusal.AsksForTokens,
        _ => RelayRefusal.NotACodeRequest,
    };

    private static RelayRefusal CheckProtection(QueryReader query) => (query["state"], query["code_challenge"], query["code_challenge_method"]) switch
    {
        (null, _, _) => RelayRefusal.StateMissing,
        ({ } state, _, _) when state.Length < ShortestState || state.AsSpan().ContainsAnyExceptInRange(' ', '~') => RelayRefusal.StateWeak,
        (_, null, _) => RelayRefusal.PkceMissing,
        (_, { } challenge, "S256") when IsChallenge(challenge) => RelayRefusal.None,
        _ => RelayRefusal.PkceNotS256,
    };

    private static bool IsChallenge(string text) =>
        text.Length == ChallengeLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    // Only the three spellings of RFC 8252, with the port written out: what a parser would make of another one is not what a
    // browser sends as Host, and not what the server compares.
    private static bool TryReadRedirectUri(string text, out Uri? uri)
    {
        uri = null;
        string? rest = null;
        foreach (string place in (ReadOnlySpan<string>)["http://127.0.0.1:", "http://[::1]:", "http://localhost:"])
        {
            rest ??= text.StartsWith(place, StringComparison.Ordinal) ? text[place.Length..] : null;
        }

        if (rest is null)
        {
            return false;
        }

        int end = rest.AsSpan().IndexOfAnyExceptInRange('0', '9');
        string digits = end < 0 ? rest : rest[..end];
        string path = end < 0 ? "" : rest[end..];
        return digits is [not '0', ..]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port <= ushort.MaxValue
            && (path.Length == 0 || RedirectRule.IsPath(path))
            && Uri.TryCreate(text, UriKind.Absolute, out uri);
    }

    private static string Unwrap(string text)
    {
        string url = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        return url.Length >= 2 && (url[0], url[^1]) is ('\'', '\'') or ('"', '"') or ('<', '>') ? url[1..^1] : url;
    }
}
