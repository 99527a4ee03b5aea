namespace LoopbackOAuth.Callback;

/// <summary>
/// One page, ready to be sent. It was fixed before any request came: nothing from outside is reflected, it needs no
/// script, and the header fields keep the code out of caches and referrers (RFC 9700 section 4.2, OAuth 2.1 section 2.3.6).
/// </summary>
public sealed class CallbackPage
{
    /// <summary>The media type of every page.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>The Content-Security-Policy of an answer without a page, and what the one of every page begins with.</summary>
    public const string StrictestPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal CallbackPage(ReadOnlyMemory<byte> body, string contentSecurityPolicy)
    {
        Body = body;
        ContentSecurityPolicy = contentSecurityPolicy;
    }

    /// <summary>
    /// Header fields that every answer carries beside Content-Security-Policy. Cross-Origin-Resource-Policy keeps an answer
    /// from being loaded into another site's page. X-Frame-Options would repeat frame-ancestors, and Permissions-Policy is about scripts.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers { get; } =
    [
        new("Cache-Control", "no-store"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Referrer-Policy", "no-referrer"),
        new("X-Content-Type-Options", "nosniff"),
    ];

    /// <summary>The page, as UTF-8.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The Content-Security-Policy that goes with it: the page's own styles, and nothing else.</summary>
    public string ContentSecurityPolicy { get; }

    /// <summary>The HTTP status that a page of this kind is sent with: 200, or 400 when the sign-in failed or the request is not part of it.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The status.</returns>
    public static int StatusOf(CallbackPageKind kind) =>
        kind is CallbackPageKind.NotForThisSignIn or CallbackPageKind.Failure ? 400 : 200;
}
