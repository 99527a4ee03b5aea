using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The genuine response at paths that are not the redirect URI's, though some programs take them for it.</summary>
internal static class TargetScripts
{
    public static IEnumerable<ConformanceScript> All =>
    [
        Path("29-double-slash", "a second slash", "/{path}"),
        Path("29-trailing-slash", "a final slash", "{path}/"),
        Path("29-escaped-letter", "an escaped letter", "{escaped}"),
        Path("29-path-parameter", "a path parameter", "{path};x"),
        Path("29-upper-case", "upper case", "{upper}"),
        Path("29-dot-segments", "dot segments", "/a/..{path}"),
        Path("29-dot-segment", "a dot segment", "/.{path}"),
        Path("29-longer-path", "one letter more", "{path}x"),
        Path("29-path-below", "a segment more", "{path}/x"),
        Path("29-path-above", "a segment before", "/x{path}"),
        Path("29-backslash", "a backslash", "/\\{path}"),
        Path("29-escaped-slash", "an escaped slash", "/%2f{path}"),
        Path("29-escaped-nul", "an escaped NUL", "{path}%00"),
        Path("29-escaped-blank", "an escaped blank", "{path}%20"),
        Target("29-escaped-question-mark", "The genuine callback with an escaped question mark.", "{path}%3f{query}"),
        Target("29-asterisk", "The target of the server as a whole.", "*"),
        Target("29-without-slash", "A target without a slash.", "x?{query}"),
    ];

    private static ConformanceScript Path(string id, string what, string path) => Target(id, $"The genuine response at the redirect URI's path with {what}.", path + "?{query}");

    private static ConformanceScript Target(string id, string description, string target) =>
        ScriptOf.Callback(id, "RFC 9700 section 2.1", description, "GET " + target, "Host: {host}\r\n", ReplyRule.Malformed);
}
