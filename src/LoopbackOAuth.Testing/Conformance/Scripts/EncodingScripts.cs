namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The right state beside a code that is not well formed.</summary>
internal static class EncodingScripts
{
    private const string Visible = "RFC 6749 appendix A.11";
    private const string Escape = "RFC 3986 section 2.1";

    public static IEnumerable<ConformanceScript> All =>
    [
        Code("31-escape-cut-off", Escape, "an escape without digits", "a%"),
        Code("31-escape-of-one-digit", Escape, "an escape of one digit", "a%4"),
        Code("31-escape-without-digits", Escape, "an escape that is not hexadecimal", "%zz"),
        Code("31-nul", Visible, "an escaped NUL", "a%00b"),
        Code("31-line-break", Visible, "an escaped line break and a header field", "a%0d%0aSet-Cookie:%20a=b"),
        Code("31-escape-character", Visible, "an escape sequence of terminals", "%1b%5b31m"),
        Code("31-delete", Visible, "an escaped DEL", "a%7f"),
        Code("31-overlong-utf8", "RFC 3629 section 3", "an overlong form of UTF-8", "%c0%af"),
        Code("31-surrogate", "RFC 3629 section 3", "a surrogate in UTF-8", "%ed%a0%80"),
        Code("31-not-utf8", "RFC 3629 section 3", "a byte that UTF-8 does not have", "%ff"),
        Code("31-beyond-ascii", Visible, "a letter beyond ASCII", "%c3%a4"),
        ScriptOf.Delivery("31-escaped-name", "RFC 6749 appendix B", "A second code, whose name is escaped.", "code={code}&%63ode={code}&state={state}&iss={iss}"),
        ScriptOf.Delivery("31-long-code", "Finite sizes", "The right state with a code of 64 KB.", $"code={new string('a', 64 * 1024)}&state={{state}}&iss={{iss}}"),
    ];

    private static ConformanceScript Code(string id, string reference, string what, string code) =>
        ScriptOf.Delivery(id, reference, $"The right state with a code that has {what}.", $"code={code}&state={{state}}&iss={{iss}}");
}
