using System.Security.Cryptography;
using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>
/// The pages the browser is shown. Fixed texts only: nothing that came from outside is reflected, no script is needed,
/// and the headers keep the code out of caches and referrers (RFC 9700 section 4.2, OAuth 2.1 section 2.3.6).
/// </summary>
internal static class CallbackPage
{
    public const string ContentType = "text/html; charset=utf-8";

    private const string Style =
        ":root{color-scheme:light dark}"
        + "body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.05rem/1.6 system-ui,sans-serif}"
        + "main{max-width:34rem;padding:2rem}h1{font-size:1.5rem;margin:0 0 .5rem}p{margin:0}";

    /// <summary>Header fields that every answer carries, with or without a page.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers { get; } =
    [
        new("Cache-Control", "no-store"),
        new("Content-Security-Policy", $"default-src 'none'; style-src 'sha256-{HashOfStyle()}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Referrer-Policy", "no-referrer"),
        new("X-Content-Type-Options", "nosniff"),
    ];

    /// <summary>The page, as UTF-8.</summary>
    public static byte[] Body(CallbackPageKind kind)
    {
        (string title, string text) = kind switch
        {
            CallbackPageKind.Success => ("You are signed in", "The sign-in is complete. You can close this tab and return to the application."),
            CallbackPageKind.Received => ("Return to the application", "The answer has arrived. The application shows whether the sign-in is complete. You can close this tab."),
            CallbackPageKind.Denied => ("Sign-in was declined", "Nothing was changed. You can close this tab; the application says what to do next."),
            CallbackPageKind.Failure => ("Sign-in did not complete", "The answer arrived, but the sign-in could not be completed. The application says why. You can close this tab."),
            _ => ("Not part of the current sign-in", "This address does not belong to the sign-in that is waiting, which goes on. Use the page that the application opened."),
        };

        return Encoding.UTF8.GetBytes(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            + $"<title>{title}</title><style>{Style}</style></head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>");
    }

    public static int StatusOf(CallbackPageKind kind) =>
        kind is CallbackPageKind.NotForThisSignIn or CallbackPageKind.Failure ? 400 : 200;

    private static string HashOfStyle() => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
}
