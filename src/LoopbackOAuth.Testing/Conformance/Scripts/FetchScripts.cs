using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The genuine callback URL, fetched by a browser for another reason than that the user goes there.</summary>
internal static class FetchScripts
{
    private const string Metadata = "Fetch Metadata Request Headers section 2";
    private const string Purpose = "HTML Living Standard, speculative loading";

    public static IEnumerable<ConformanceScript> All =>
    [
        Of("32-prefetch", Purpose, "The browser prefetches it.", "Sec-Purpose: prefetch\r\n", ReplyRule.LookAhead),
        Of("32-prefetch-navigation", Purpose, "The browser prefetches it as it would navigate there.", "{browser}Sec-Purpose: prefetch\r\nPurpose: prefetch\r\n", ReplyRule.LookAhead),
        Of("32-prerender", Purpose, "The browser renders it ahead.", "{browser}Sec-Purpose: prefetch;prerender\r\n", ReplyRule.LookAhead),
        Of("32-prefetch-by-proxy", Purpose, "The browser prefetches it anonymously.", "Sec-Purpose: prefetch;anonymous-client-ip\r\n", ReplyRule.LookAhead),
        Of("32-purpose-prefetch", Purpose, "An older browser prefetches it.", "Purpose: prefetch\r\n", ReplyRule.LookAhead),
        Of("32-purpose-preview", Purpose, "A browser makes a preview of it.", "Purpose: preview\r\n", ReplyRule.LookAhead),
        Of("32-x-purpose-preview", Purpose, "A browser makes a preview of it and says so in its own field.", "X-Purpose: preview\r\n", ReplyRule.LookAhead),
        Fetched("32-image", "no-cors", "image", "A page has it as an image."),
        Fetched("32-script", "no-cors", "script", "A page has it as a script."),
        Fetched("32-style", "no-cors", "style", "A page has it as a style sheet."),
        Fetched("32-audio", "no-cors", "audio", "A page has it as a sound."),
        Fetched("32-no-cors-fetch", "no-cors", "empty", "A script fetches it and does not ask for the answer."),
        Fetched("32-cors-fetch", "cors", "empty", "A script fetches it.", "Origin: https://{marker}.example\r\n"),
        Fetched("32-same-origin-fetch", "same-origin", "empty", "A script fetches it as one of its own origin."),
        Fetched("32-websocket", "websocket", "empty", "A script opens a WebSocket to it, and the upgrade is lost on the way.", "Origin: https://{marker}.example\r\n"),
        Fetched("32-iframe", "navigate", "iframe", "A page has it in a frame."),
        Fetched("32-frame", "navigate", "frame", "A page has it in a frame of a frame set."),
        Fetched("32-embed", "navigate", "embed", "A page embeds it."),
        Fetched("32-object", "navigate", "object", "A page has it as an object."),
        Of("32-dest-only", Metadata, "A page has it as an image, and the mode is lost on the way.", "Sec-Fetch-Dest: image\r\n", ReplyRule.Refused),
        Of("32-mode-only", Metadata, "A script fetches it, and the destination is lost on the way.", "Sec-Fetch-Mode: cors\r\n", ReplyRule.Refused),
    ];

    private static ConformanceScript Fetched(string id, string mode, string destination, string description, string fields = "") =>
        Of(id, Metadata, description, $"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {destination}\r\n{fields}", ReplyRule.Refused);

    private static ConformanceScript Of(string id, string reference, string description, string fields, ReplyRule rule) =>
        ScriptOf.Callback(id, reference, description, "GET {path}?{query}", "Host: {host}\r\n" + fields, rule);
}
