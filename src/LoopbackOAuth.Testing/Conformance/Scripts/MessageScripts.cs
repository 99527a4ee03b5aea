using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>Requests that are too long, or not written as HTTP/1.1 wants them.</summary>
internal static class MessageScripts
{
    private const string Finite = "RFC 9112 section 3";
    private const string FieldValue = "RFC 9110 section 5.5";
    private const string FieldLine = "RFC 9112 section 5";
    private const string LineEnd = "RFC 9112 section 2.2";
    private const string WrongState = "GET {path}?code={marker}&state={marker} HTTP/1.1\r\n";
    private const string Genuine = "GET {path}?{query} HTTP/1.1\r\n";

    private static readonly string Long = new('x', 64 * 1024);

    public static IEnumerable<ConformanceScript> All =>
    [
        Of("30-long-target", Finite, "A request line of 64 KB.", $"GET /{Long} HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
        Of("30-long-query", Finite, "The genuine callback with a further parameter of 64 KB.", $"GET {{path}}?{{query}}&x={Long} HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
        Of("30-long-method", Finite, "A method of 64 KB.", $"{Long} / HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
        Of("30-long-field", "RFC 9110 section 5.4", "A header field of 64 KB.", $"{WrongState}Host: {{host}}\r\nX: {Long}\r\n\r\n"),
        Of("30-many-fields", "RFC 9110 section 5.4", "200 header fields.", $"{WrongState}Host: {{host}}\r\n{string.Concat(Enumerable.Range(0, 200).Select(index => $"X-{index}: {{marker}}\r\n"))}\r\n"),
        Of("30-endless-field", "RFC 9110 section 5.4", "Header fields of 1 MB without an end.", $"{WrongState}Host: {{host}}\r\n{string.Concat(Enumerable.Repeat($"X: {Long}\r\n", 16))}"),
        Of("30-nul-in-field", FieldValue, "A NUL in a header field.", $"{WrongState}Host: {{host}}\r\nX: a\0b\r\n\r\n"),
        Of("30-nul-in-host", FieldValue, "A NUL after the right Host.", $"{Genuine}Host: {{host}}\0.evil.example\r\n\r\n"),
        Of("30-control-in-field", FieldValue, "An escape character in a header field.", $"{WrongState}Host: {{host}}\r\nX: \u001b[31m{{marker}}\r\n\r\n"),
        Of("30-carriage-return-in-field", LineEnd, "A carriage return without a line feed in a header field.", $"{WrongState}Host: {{host}}\r\nX: a\rHost: evil.example\r\n\r\n"),
        Of("30-bare-line-feeds", LineEnd, "Line feeds without carriage returns.", "GET {path}?code={marker}&state={marker} HTTP/1.1\nHost: {host}\n\n", ReplyRule.Noise),
        Of("30-a-bare-line-feed", LineEnd, "One line feed without a carriage return, before another Host.", $"{WrongState}Host: {{host}}\nX: a\r\n\r\n"),
        Of("30-folded-field", "RFC 9112 section 5.2", "A header field over two lines.", $"{WrongState}Host: {{host}}\r\nX: a\r\n b\r\n\r\n"),
        Of("30-folded-host", "RFC 9112 section 5.2", "A Host over two lines.", $"{Genuine}Host: evil.example\r\n {{host}}\r\n\r\n"),
        Of("30-blank-before-colon", "RFC 9112 section 5.1", "A blank between the name of a header field and its colon.", $"{Genuine}Host : {{host}}\r\n\r\n"),
        Of("30-no-colon", FieldLine, "A header field without a colon.", $"{WrongState}Host: {{host}}\r\nNo colon\r\n\r\n"),
        Of("30-no-name", FieldLine, "A header field without a name.", $"{WrongState}Host: {{host}}\r\n: x\r\n\r\n"),
        Of("30-blank-in-target", Finite, "A blank in the target.", "GET {path}?code={marker}&state={marker}&x=a b HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        Of("30-two-blanks", Finite, "Two blanks in the request line.", "GET  {path}?code={marker}&state={marker} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        Of("30-tabs", Finite, "Tabs in the request line.", "GET\t{path}?code={marker}&state={marker}\tHTTP/1.1\r\nHost: {host}\r\n\r\n"),
        Of("30-control-in-target", "RFC 9112 section 3.2", "A control character in the target.", "GET {path}?code={marker}&state={marker}&x=\u0001y HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        Of("30-bytes-in-target", "RFC 9112 section 3.2", "Bytes beyond ASCII in the target.", "GET {path}?code={marker}&state={marker}&x=\u00c3\u00a4\u00ff HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        Of("30-markup-in-target", "RFC 9112 section 3.2", "Markup in a target without a slash.", "GET <script>{marker}</script> HTTP/1.1\r\nHost: {host}\r\n\r\n", ReplyRule.Malformed),
    ];

    // What a recipient may mend or ignore by the standard comes with a wrong state: only what it must refuse has the genuine parameters.
    private static ConformanceScript Of(string id, string reference, string description, string request, ReplyRule? rule = null) =>
        ScriptOf.Request(id, reference, description, request, rule ?? ReplyRule.NotSupported);
}
