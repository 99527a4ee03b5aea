using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Fuzz;

namespace LoopbackOAuth.Tests.Fuzzing;

/// <summary>Generates HTTP requests: what a browser sends, and what is a little or very different from it.</summary>
internal static class Requests
{
    private static readonly string[] Fields =
    [
        "Connection: keep-alive", "Accept: */*", "accept-language: de-DE,de;q=0.9", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1", "SEC-FETCH-DEST: document", "Upgrade-Insecure-Requests: 1",
        "Referer: https://as.example/", "Origin: null", "Cookie: a=b", "DNT:1", "X-Empty:", "Content-Length: 0", "Purpose: navigation", "If-None-Match: \"x\"", "User-Agent:\tMozilla/5.0 (X11; Linux x86_64)\u00E9  ",
    ];

    private static readonly string[] Odd =
    [
        "Host: evil.example", "Host: 127.0.0.1", "Host:", "Sec-Purpose: prefetch;prerender", "Purpose: prefetch", "X-Purpose: preview", "Sec-Purpose: prefetch\r\nPurpose: x", "Sec-Fetch-Mode: cors", "Sec-Fetch-Mode: no-cors",
        "Sec-Fetch-Mode: cors\r\nSec-Fetch-Mode: navigate", "Sec-Fetch-Dest: image", "Sec-Fetch-Dest: iframe", "Transfer-Encoding: chunked", "transfer-encoding: identity", "Upgrade: websocket", "Content-Length: 1", "Content-Length: 0\r\nContent-Length: 0",
        "Content-Length: -1", "Content-Length: 0x10", "Content-Length:", "X: a\nb", "X: a\r\n b", "X : a", ": a", "X", "X: a\0b", "X: a\u0001b", "X: a\u007Fb", "\u00FF: a", "Content-Type: text/plain", "Expect: 100-continue",
    ];

    /// <summary>A navigation that must be admitted: the parameters in the query.</summary>
    public static Gen<Bytes> Navigation(Scenario scenario, Gen<string> query) =>
        from parameters in query
        from version in Gen.Elements("1.1", "1.0")
        from fields in Gen.SubListOf(Fields)
        from before in Gen.SubListOf(fields.ToArray())
        select new Bytes($"GET {scenario.RedirectUri.AbsolutePath}?{parameters} HTTP/{version}\r\n{Lines(before)}Host: {scenario.RedirectUri.Authority}\r\n{Lines(fields.Except(before))}\r\n");

    /// <summary>A form post that must be admitted where one is asked for.</summary>
    public static Gen<Bytes> FormPost(Scenario scenario, Gen<string> form) =>
        from parameters in form
        from type in Gen.Elements("application/x-www-form-urlencoded", "Application/X-WWW-Form-URLEncoded; charset=UTF-8", "application/x-www-form-urlencoded ;x")
        from fields in Gen.SubListOf(Fields.Where(field => !field.StartsWith("Content-Length", StringComparison.Ordinal)).ToArray())
        select new Bytes($"POST {scenario.RedirectUri.AbsolutePath} HTTP/1.1\r\n{Lines(fields)}content-length:{parameters.Length}\r\nContent-Type: {type}\r\nHost: {scenario.RedirectUri.Authority}\r\n\r\n{parameters}");

    /// <summary>A request that may or may not be admitted.</summary>
    public static Gen<Bytes> Any(Scenario scenario)
    {
        Gen<string> query = Hostile.Form(scenario).Select(form => form.Text);
        return
            from start in Gen.OneOf(Navigation(scenario, query), Navigation(scenario, Legal.Response(scenario).Select(response => Visible(response.Text))), FormPost(scenario, query), Gen.Elements(Odd).Select(odd => new Bytes($"GET {odd}\r\n\r\n")))
            from text in Gen.Frequency(
                (2, Gen.Constant(start.Text)),
                (3, Hostile.Changed(start.Text)),
                (3, Gen.Elements(Odd).Select(odd => InsertLine(start.Text, odd))),
                (1, Gen.Elements("HEAD", "OPTIONS", "PUT", "TRACE", "get", "PRI", "\u0016\u0003\u0001", "").Select(method => method + start.Text[start.Text.IndexOf(' ', StringComparison.Ordinal)..])),
                (1, Gen.Elements("\n", "\r", "\r\n\r\n").Select(end => start.Text.Replace("\r\n", end, StringComparison.Ordinal))),
                (1, Gen.Choose(0, start.Text.Length).Select(length => start.Text[..length])),
                (1, Gen.Elements("/", "/x", ";x", "%", "//", "#", " ", "?").Select(added => start.Text.Replace(scenario.RedirectUri.AbsolutePath + "?", scenario.RedirectUri.AbsolutePath + added + "?", StringComparison.Ordinal))),
                (1, Gen.Choose(90, 120).Select(count => InsertLine(start.Text, string.Join("\r\n", Enumerable.Repeat("X: y", count))))),
                (1, Gen.Choose(15 * 1024, 17 * 1024).Select(count => InsertLine(start.Text, "X: " + new string('y', count)))))
            select new Bytes(text);
    }

    /// <summary>A response as a browser puts it into a query: without what does not belong there unescaped.</summary>
    public static string Visible(string text) => string.Concat(text.Select(character => character is >= '!' and <= '~' ? character : '_'));

    private static string InsertLine(string request, string line)
    {
        int end = request.IndexOf("\r\n", StringComparison.Ordinal);
        return end < 0 ? request + line : request.Insert(end, "\r\n" + line);
    }

    private static string Lines(IEnumerable<string> fields) => string.Concat(fields.Select(field => field + "\r\n"));
}
