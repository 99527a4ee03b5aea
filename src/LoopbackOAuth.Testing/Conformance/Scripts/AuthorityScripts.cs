using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The genuine callback, addressed to somebody else: what a rebound DNS name, a wrong proxy or a smuggler sends.</summary>
internal static class AuthorityScripts
{
    private const string Rebinding = "DNS rebinding (RFC 9110 section 7.4)";
    private const string OneHost = "RFC 9112 section 3.2";

    private static readonly ReplyRule Elsewhere = ReplyRule.Malformed;

    public static IEnumerable<ConformanceScript> All =>
    [
        Host("25-host-evil", "another name", "evil.example"),
        Host("25-host-evil-with-port", "another name with the right port", "evil.example:{port}"),
        Host("25-host-as-prefix", "a name that begins with the right one", "{name}.evil.example:{port}"),
        Host("25-host-as-suffix", "a name that ends with the right one", "evil.{name}:{port}"),
        Host("25-host-localhost-suffix", "a name below localhost", "evil.localhost:{port}"),
        Host("25-host-without-port", "the right name without the port", "{name}"),
        Host("25-host-other-port", "the right name with another port", "{name}:1"),
        Host("25-host-longer-port", "the right port with one digit more", "{host}0"),
        Host("25-host-other-loopback-name", "another name of the loopback interface", "{other}:{port}"),
        Host("25-host-other-loopback-address", "another address of the loopback interface", "127.0.0.2:{port}"),
        Host("25-host-mapped", "an address of IPv4 written as one of IPv6", "[::ffff:127.0.0.1]:{port}"),
        Host("25-host-decimal", "the address as one number", "2130706433:{port}"),
        Host("25-host-any", "the address of every interface", "0.0.0.0:{port}"),
        Host("25-host-trailing-dot", "the right name with a final dot", "{name}.:{port}"),
        Host("25-host-with-user", "a user name before the right one", "user@{host}"),
        Host("25-host-in-user", "the right name as a user name", "{host}@evil.example"),
        Host("25-host-with-path", "a path after the right one", "{host}/x"),
        Host("25-host-empty", "nothing", ""),
        Of(
            "25-host-forwarded",
            Rebinding,
            "The genuine callback for another name, with the right one in the fields of proxies.",
            "GET {path}?{query}",
            "Host: evil.example\r\nX-Forwarded-Host: {host}\r\nForwarded: host=\"{host}\"\r\nX-Original-Host: {host}\r\n"),
        Of("26-no-host", OneHost, "The genuine callback without a Host.", "GET {path}?{query}", "Accept: */*\r\n"),
        Of("27-two-hosts", OneHost, "The genuine callback with the right Host and then another.", "GET {path}?{query}", "Host: {host}\r\nHost: evil.example\r\n"),
        Of("27-two-hosts-evil-first", OneHost, "The genuine callback with another Host and then the right one.", "GET {path}?{query}", "Host: evil.example\r\nHost: {host}\r\n"),
        Of("27-two-hosts-alike", OneHost, "The genuine callback with the right Host twice.", "GET {path}?{query}", "Host: {host}\r\nHost: {host}\r\n"),
        Of("28-absolute-form", "RFC 9112 section 3.2.2", "The genuine callback with another authority in its target, and the right Host.", "GET http://evil.example{path}?{query}", "Host: {host}\r\n"),
        Of("28-absolute-form-with-port", "RFC 9112 section 3.2.2", "The genuine callback with another authority of the right port in its target.", "GET http://evil.example:{port}{path}?{query}", "Host: {host}\r\n"),
        Of("28-absolute-form-and-host", "RFC 9112 section 3.2.2", "The genuine callback with the right authority in its target, and another Host.", "GET http://{host}{path}?{query}", "Host: evil.example\r\n"),
        Of("28-absolute-form-https", "RFC 9112 section 3.2.2", "The genuine callback with https in its target.", "GET https://{host}{path}?{query}", "Host: {host}\r\n"),
    ];

    private static ConformanceScript Host(string id, string what, string host) =>
        Of(id, Rebinding, $"The genuine callback, whose Host is {what}.", "GET {path}?{query}", $"Host: {host}\r\n");

    private static ConformanceScript Of(string id, string reference, string description, string line, string fields) =>
        ScriptOf.Callback(id, reference, description, line, fields, Elsewhere);
}
