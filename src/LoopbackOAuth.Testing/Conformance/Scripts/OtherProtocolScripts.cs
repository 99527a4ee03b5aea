using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>Whoever speaks another protocol to the port, or wants to.</summary>
internal static class OtherProtocolScripts
{
    private const string Upgrade = "RFC 9110 section 7.8";
    private const string Version = "RFC 9112 section 2.3";

    public static IEnumerable<ConformanceScript> All =>
    [
        ScriptOf.Request(
            "05-tls-client-hello",
            "RFC 8446 section 4.1.2",
            "A browser that was told to use https (HSTS for localhost) sends a TLS ClientHello.",
            "\u0016\u0003\u0001\u0000\u0031\u0001\u0000\u0000\u002d\u0003\u0003" + new string('\u00a5', 32) + "\u0000\u0000\u0002\u0013\u0001\u0001\u0000\u0000\u0002\u0000\u0000",
            ReplyRule.Noise),
        ScriptOf.Request("05-socks", "RFC 1928 section 3", "A program takes the port for a SOCKS proxy.", "\u0005\u0001\u0000", ReplyRule.Noise),
        ScriptOf.Request("05-ssh", "RFC 4253 section 4.2", "A program takes the port for an SSH server.", "SSH-2.0-OpenSSH_9.6\r\n", ReplyRule.Noise),
        ScriptOf.Request("05-zeros", "Noise", "A peer sends 4096 bytes of zero.", new string('\0', 4096), ReplyRule.Noise),
        ScriptOf.Request("06-http2-preface", "RFC 9113 section 3.4", "A client begins with HTTP/2 by prior knowledge.", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ReplyRule.Noise),
        ScriptOf.Callback(
            "06-upgrade-h2c",
            Upgrade,
            "The genuine callback, asking for an upgrade to HTTP/2.",
            "GET {path}?{query}",
            "Host: {host}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
            ReplyRule.Refused),
        ScriptOf.Callback(
            "06-upgrade-websocket",
            "RFC 6455 section 4.1",
            "A page opens a WebSocket to the genuine callback URL.",
            "GET {path}?{query}",
            "Host: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://{marker}.example\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
            ReplyRule.Refused),
        ScriptOf.Request("06-http-0.9", Version, "The genuine callback in a request line without a version.", "GET {path}?{query}\r\n\r\n", ReplyRule.Malformed),
        ScriptOf.Request("06-http-3.0", Version, "The genuine callback, said to be HTTP/3.0.", "GET {path}?{query} HTTP/3.0\r\nHost: {host}\r\n\r\n", ReplyRule.NotSupported),
        ScriptOf.Request("06-http-1.0-without-host", "DNS rebinding", "The genuine callback as HTTP/1.0 without a Host.", "GET {path}?{query} HTTP/1.0\r\n\r\n", ReplyRule.Malformed),
    ];
}
