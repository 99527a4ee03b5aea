using System.Text.Json;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>
/// Checks that an ID token is for this sign-in (OpenID Connect Core section 3.1.3.7). The signature is not looked at:
/// the token came straight from the token endpoint over TLS, which item 6 lets stand in for it.
/// </summary>
internal static class IdTokenCheck
{
    private const int MaxLength = 64 * 1024;

    private static readonly string[] Claims = ["iss", "sub", "aud", "azp", "exp", "iat", "nonce"];

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>Checks a token.</summary>
    /// <param name="idToken">The token.</param>
    /// <param name="nonce">The nonce that was sent.</param>
    /// <param name="issuer">The issuer, or <see langword="null"/> when none is known; then <c>iss</c> is not looked at.</param>
    /// <param name="clientId">The client id.</param>
    /// <param name="now">The time.</param>
    /// <returns><see langword="null"/> when the token is for this sign-in, otherwise why it is not.</returns>
    public static OAuthError? Check(Secret idToken, Secret nonce, string? issuer, string clientId, DateTimeOffset now)
    {
        if (ReadClaims(idToken.Reveal()) is not { } claims)
        {
            return Invalid("cannot be read");
        }

        if (!claims.TryGetText("nonce", out string? received) || Secret.FromNullable(received) is not { } sentBack)
        {
            return Invalid("holds no nonce");
        }

        if (!sentBack.Equals(nonce))
        {
            return Invalid("holds the nonce of another sign-in");
        }

        if (issuer is not null && (!claims.TryGetText("iss", out string? named) || !string.Equals(named, issuer, StringComparison.Ordinal)))
        {
            return Invalid("is from another issuer");
        }

        return AudienceError(claims, clientId) ?? ExpiryError(claims, now);
    }

    /// <summary>What is found of a token that came with a refresh and has not even the form of one.</summary>
    public static IdTokenFinding Unreadable => new(Invalid("cannot be read"), IsForeign: false);

    /// <summary>
    /// Checks a token that came with a refresh (OpenID Connect Core section 12.2): the same issuer, the same subject, for the same client, newly
    /// issued. A nonce need not be there, and is the one of the sign-in when it is.
    /// </summary>
    /// <param name="idToken">The token.</param>
    /// <param name="previous">The one that is stored, which was checked when it came.</param>
    /// <param name="nonce">The nonce of the sign-in; <see langword="null"/> when it was not kept, and then the stored token's counts, if any.</param>
    /// <param name="clientId">The client id.</param>
    /// <param name="now">The time.</param>
    /// <returns>What was found. What is there and differs shows another grant; what is missing, malformed or expired does not.</returns>
    public static IdTokenFinding CheckRefreshed(Secret idToken, Secret previous, Secret? nonce, string clientId, DateTimeOffset now)
    {
        if (ReadClaims(idToken.Reveal()) is not { } claims || ReadClaims(previous.Reveal()) is not { } old)
        {
            return Unreadable;
        }

        string? baseline = nonce?.Reveal() ?? NonceOf(old);
        string? foreign = IsOther(claims, "iss", TextOf(old, "iss")) ? "is from another issuer"
            : IsOther(claims, "sub", TextOf(old, "sub")) ? "is about another user"
            : baseline is not null && NonceOf(claims) is { } repeated && !string.Equals(repeated, baseline, StringComparison.Ordinal) ? "holds the nonce of another sign-in"
            : IsOther(claims, "azp", clientId) ? "was given to another client"
            : Audiences(claims) is { Count: > 0 } audiences && !audiences.Contains(clientId, StringComparer.Ordinal) ? "is for another client"
            : null;
        if (foreign is not null)
        {
            return new IdTokenFinding(Invalid(foreign), IsForeign: true);
        }

        OAuthError? error = TextOf(claims, "iss") is null ? Invalid("names no issuer")
            : TextOf(claims, "sub") is null ? Invalid("names no user")
            : TextOf(old, "iss") is null || TextOf(old, "sub") is null ? Invalid("cannot be compared with the one before")
            : !claims.TryGetText("nonce", out _) ? Invalid("holds a nonce that is no text")
            : !claims.TryGet("iat", out JsonElement issued) || issued.ValueKind is not JsonValueKind.Number ? Invalid("does not say when it was issued")
            : AudienceError(claims, clientId) ?? ExpiryError(claims, now);
        return error is null ? IdTokenFinding.Good : new IdTokenFinding(error, IsForeign: false);
    }

    /// <summary>The nonce of a token that was checked when it came, or <see langword="null"/>.</summary>
    public static Secret? NonceOf(Secret idToken) =>
        ReadClaims(idToken.Reveal()) is { } claims ? Secret.FromNullable(NonceOf(claims)) : null;

    // An empty one is none.
    private static string? NonceOf(JsonMembers claims) => TextOf(claims, "nonce") is { Length: > 0 } nonce ? nonce : null;

    private static string? TextOf(JsonMembers claims, string name) => claims.TryGetText(name, out string? text) ? text : null;

    private static bool IsOther(JsonMembers claims, string name, string? expected) =>
        expected is not null && TextOf(claims, name) is { } text && !string.Equals(text, expected, StringComparison.Ordinal);

    private static JsonMembers? ReadClaims(string token)
    {
        if (token.Length > MaxLength)
        {
            return null;
        }

        string[] parts = token.Split('.', 4);
        return parts.Length == 3
            && Base64UrlText.Decode(parts[0]) is { } header && JsonMembers.Parse(header, []) is not null
            && Base64UrlText.Decode(parts[1]) is { } payload
            ? JsonMembers.Parse(payload, Claims)
            : null;
    }

    private static OAuthError? AudienceError(JsonMembers claims, string clientId)
    {
        IReadOnlyList<string>? audiences = Audiences(claims);
        if (audiences is null || !audiences.Contains(clientId, StringComparer.Ordinal))
        {
            return Invalid("is for another client");
        }

        // With several audiences only azp says whom the token was given to; where it is present it must be right.
        return claims.TryGetText("azp", out string? party) && (party is null ? audiences.Count == 1 : string.Equals(party, clientId, StringComparison.Ordinal))
            ? null
            : Invalid("was given to another client");
    }

    private static IReadOnlyList<string>? Audiences(JsonMembers claims) =>
        claims.TryGetText("aud", out string? single) && single is not null ? [single]
        : claims.TryGetTexts("aud", out IReadOnlyList<string>? several) ? several
        : null;

    private static OAuthError? ExpiryError(JsonMembers claims, DateTimeOffset now)
    {
        if (!claims.TryGet("exp", out JsonElement exp) || exp.ValueKind is not JsonValueKind.Number || !exp.TryGetDouble(out double expiry) || !double.IsFinite(expiry))
        {
            return Invalid("holds no expiry");
        }

        double current = now.ToUnixTimeMilliseconds() / 1000.0;
        return current < expiry + Skew.TotalSeconds ? null : Invalid("has expired");
    }

    private static OAuthError Invalid(string problem) => new()
    {
        Code = ErrorCodes.IdTokenInvalid,
        Description = $"The ID token {problem}.",
        Remedy = problem == "has expired"
            ? "Check the clock of this machine, then start the sign-in again."
            : "Start the sign-in again; if it stays, check the issuer and the client id.",
    };
}
