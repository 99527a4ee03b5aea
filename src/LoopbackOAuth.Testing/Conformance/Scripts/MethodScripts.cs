using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The genuine callback URL, asked for by other methods than GET.</summary>
internal static class MethodScripts
{
    private const string Methods = "RFC 9110 section 9";
    private const string Host = "Host: {host}\r\n";

    private const string Preflight = Host
        + "Origin: https://{marker}.example\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\nAccess-Control-Request-Local-Network: true\r\n"
        + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n";

    public static IEnumerable<ConformanceScript> All =>
    [
        Of("20-head", "HEAD", "A link checker asks for the head of the genuine callback URL.", Host + "User-Agent: link-scanner/1.0\r\n", ReplyRule.LookAhead),
        Of("20-head-navigation", "HEAD", "A browser's own head request for the genuine callback URL.", Host + "{browser}", ReplyRule.LookAhead),
        Of("21-preflight", "OPTIONS", "A page asks whether it may fetch the genuine callback URL, from a private network too.", Preflight, ReplyRule.LookAhead),
        Of("21-options", "OPTIONS", "The methods of the genuine callback URL are asked for.", Host, ReplyRule.LookAhead),
        ScriptOf.Request("21-options-of-the-server", "RFC 9112 section 3.2.4", "The methods of the server are asked for.", "OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n", ReplyRule.LookAhead with { MayClose = true, MayBeServersOwn = true }),
        Of("22-post-query", "POST", "The genuine callback URL is posted to, without a body.", Host + "Content-Length: 0\r\n", ReplyRule.Refused),
        Of("22-post-query-as-form", "POST", "The genuine callback URL is posted to as a browser posts a form, without a body.", Host + "{browser}Origin: null\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n", ReplyRule.Refused),
        ScriptOf.Disturbance(
            "22-form-not-asked-for",
            "OAuth 2.0 Form Post Response Mode section 2",
            "The genuine response is posted as a form, although the sign-in asked for a redirect.",
            $"Answered with {ReplyRule.Refused.Words}.",
            (flow, _) => flow.TryAsync(flow.Texts.GenuinePost, ReplyRule.Refused)),
        Of("22-put", "PUT", "The method PUT.", Host + "Content-Length: 0\r\n", ReplyRule.Refused),
        Of("22-delete", "DELETE", "The method DELETE.", Host, ReplyRule.Refused),
        Of("22-trace", "TRACE", "The method TRACE, whose answer would repeat the request.", Host + "X-Secret: {marker}\r\n", ReplyRule.Malformed),
        ScriptOf.Request("22-connect", "RFC 9110 section 9.3.6", "A client takes the port for a proxy.", "CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n", ReplyRule.NotSupported),
        Of("22-unknown-method", "GETX", "A method that does not exist.", Host, ReplyRule.NotSupported),
        Of("22-method-in-lower-case", "get", "A method in lower case, which is another one.", Host, ReplyRule.NotSupported),
    ];

    private static ConformanceScript Of(string id, string method, string description, string fields, ReplyRule rule) =>
        ScriptOf.Callback(id, Methods, description, method + " {path}?{query}", fields, rule);
}
