using System.Text;

namespace LoopbackOAuth.Fuzz.Inputs;

/// <summary>What the mutations start from: the genuine thing in its usual forms, and what is known to be sent instead.</summary>
internal static class Seeds
{
    private const string Code = "4%2F0AX4XfWhs9pQ-kd_83hA.b7";
    private const string Callback = $"code={Code}&state={Scenario.State}";
    private const string Issuer = "iss=https%3A%2F%2Fas.example%2Fa%2Bb";

    public static IEnumerable<byte[]> Of(InputKind kind, Scenario scenario) => (kind switch
    {
        InputKind.Request => Requests(scenario.RedirectUri.Authority, scenario.RedirectUri.AbsolutePath),
        InputKind.Form => Forms(),
        _ => Pastes(scenario.RedirectUri.OriginalString),
    }).Select(Encoding.Latin1.GetBytes);

    private static string[] Forms() =>
    [
        Callback,
        $"{Callback}&{Issuer}",
        $"{Issuer}&state={Scenario.State}&code=abc&scope=openid+profile&session_state=5c1e&authuser=0&prompt=%zz",
        $"error=access_denied&error_description=The+user+said+%22no%22&error_uri=https%3A%2F%2Fas.example%2Fe&state={Scenario.State}&{Issuer}",
        $"error=x&error_description=+%25%26%2B%C2%A3%E2%82%AC&state={Scenario.State}&{Issuer}",
        $"error=server_error&error_description=n\u00C3\u00B6&state={Scenario.State}",
        $"code=a&error=access_denied&state={Scenario.State}&{Issuer}",
        $"code=&error=access_denied&state={Scenario.State}",
        $"code=a&state={Scenario.State}&state={Scenario.State}",
        $"code=a&state=wrong&state={Scenario.State}",
        $"c%6Fde=a&st%61te={Scenario.State}&%69ss=https%3a%2f%2fas.example%2fa%2bb",
        $"code=a&state={Scenario.State[..^1]}",
        $"code=a&state={Scenario.State}&iss=https%3A%2F%2Fevil.example",
        $"code=a&state=&{Issuer}",
        "error=access_denied",
        "error=access_denied&state=wrong",
        "",
        "&",
        "=",
        "code",
        $"code=%&state={Scenario.State}",
        $"code=%4&state={Scenario.State}",
        $"code=%zz&state={Scenario.State}",
        $"code=a%00b&state={Scenario.State}",
        $"code=a%0d%0aSet-Cookie:x&state={Scenario.State}",
        $"code=%C0%AF&state={Scenario.State}",
        $"error=x&error_description=%C0%AF&state={Scenario.State}",
        $"error=x&error_description=%ED%A0%80&state={Scenario.State}",
        $"error=x&error_description=%F4%90%80%80&state={Scenario.State}",
        $"error=x&error_description=%E2%82&state={Scenario.State}",
        $"code={new string('c', 8 * 1024)}&state={Scenario.State}&{Issuer}",
        $"code=a&{string.Concat(Enumerable.Range(0, 120).Select(number => $"x{number}=y&"))}state={Scenario.State}&{Issuer}",
        $"code={new string('c', 17 * 1024)}&state={Scenario.State}",
        PaddedTo(16 * 1024, $"code=a&state={Scenario.State}&{Issuer}"),
        PaddedTo((16 * 1024) + 1, $"code=a&state={Scenario.State}&{Issuer}"),
    ];

    private static string PaddedTo(int length, string form) => $"{form}&x={new string('y', length - form.Length - 3)}";

    private static string[] Pastes(string redirectUri)
    {
        string url = $"{redirectUri}?{Callback}&{Issuer}";
        return
        [
            url,
            url["http://".Length..],
            url.Replace("http://", "HTTP://", StringComparison.Ordinal),
            $"http://localhost/oauth/callback?{Callback}",
            $"http://[::1]:49321/?{Callback}",
            $"127.0.0.1:49321/callback?{Callback}",
            $"localhost:80/oauth/callback?{Callback}",
            $"?{Callback}&{Issuer}",
            Callback,
            $"abcdef#{Scenario.State}",
            "4/0AX4XfWhs9pQ",
            $"{url[..40]}\n  {url[40..90]}  \r\n{url[90..]}\n",
            $"<{url}>",
            $"\"{url}\"",
            $"`'({url})'`",
            $"[the page]({url})",
            $"\u001b[200~{url}\u001b[201~",
            url.Replace("&", "&amp;", StringComparison.Ordinal),
            $"Callback URL: {url}",
            "http://127.0.0.1:49321/callback?error=access_denied&state=old",
            $"https://as.example/authorize?response_type=code&client_id=x&state={Scenario.State}&redirect_uri=http%3A%2F%2F127.0.0.1%3A49321%2Fcallback",
            $"http://127.0.0.1:50000/callback?{Callback}",
            $"http://127.0.0.1:49321/other?{Callback}",
            $"http://127.0.0.1.evil.example:49321/callback?{Callback}",
            $"http://user@127.0.0.1:49321/callback?{Callback}",
            $"https://127.0.0.1:49321/callback?{Callback}",
            $"{url}#fragment",
            new string('x', 16 * 1024) + "\n",
            "",
        ];
    }

    private static IEnumerable<string> Requests(string authority, string path)
    {
        string host = $"Host: {authority}\r\n";
        const string Browser =
            "Connection: keep-alive\r\nsec-ch-ua: \"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\"\r\nsec-ch-ua-mobile: ?0\r\nsec-ch-ua-platform: \"Linux\"\r\nUpgrade-Insecure-Requests: 1\r\n" +
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n" +
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\n" +
            "Sec-Fetch-Dest: document\r\nReferer: https://as.example/\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: de-DE,de;q=0.9,en;q=0.8\r\n";
        string line = $"GET {path}?{Callback}&{Issuer} HTTP/1.1\r\n";
        string plain = $"{line}{host}\r\n";
        string form = $"{Callback}&{Issuer}";
        string post = $"POST {path} HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n{Browser}\r\n{form}";

        yield return $"{line}{host}{Browser}\r\n";
        yield return plain;
        yield return $"GET {path}?{Callback} HTTP/1.0\r\n{host}\r\n";
        yield return $"GET {path}?error=access_denied&error_description=no&state={Scenario.State}&{Issuer} HTTP/1.1\r\n{host}\r\n";
        yield return post;
        yield return post.Replace($"Content-Length: {form.Length}", "Content-Length: 20000", StringComparison.Ordinal);
        yield return post.Replace($"Content-Length: {form.Length}", "Transfer-Encoding: chunked", StringComparison.Ordinal);
        yield return $"POST {path}?{form} HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n";
        yield return "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003";
        yield return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        yield return $"GET /favicon.ico HTTP/1.1\r\n{host}\r\n";
        foreach (string target in (string[])
            ["/", path, path + "?", "/" + path, path + "/", "/%63allback", path + ";x", path.ToUpperInvariant(), "/a/.." + path, "http://evil.example/callback", "*", "?x", "%2F"])
        {
            yield return $"GET {target}{(target.Contains('?', StringComparison.Ordinal) ? "" : "?" + Callback)} HTTP/1.1\r\n{host}\r\n";
        }

        foreach (string method in (string[])["HEAD", "OPTIONS", "PUT", "get", "G@T", "CONNECT"])
        {
            yield return plain.Replace("GET", method, StringComparison.Ordinal);
        }

        foreach (string hosts in (string[])
            ["", "Host: evil.example\r\n", "Host: 127.0.0.1\r\n", "Host: localhost\r\n", host + host, $"Host: {authority}.evil.example\r\n", $"Host: user@{authority}\r\n", $"Host:{authority} \t\r\n", $"hOST: {authority}\r\n", $"Host: {authority.ToUpperInvariant()}\r\n", "Host: LOCALHOST:80\r\n"])
        {
            yield return $"{line}{hosts}\r\n";
        }

        foreach (string field in (string[])
        [
            "Sec-Purpose: prefetch;prerender", "Purpose: preview", "X-Purpose: preview", "Sec-Purpose: prefetch\r\nPurpose: x", "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
            "Sec-Fetch-Mode: cors\r\nOrigin: https://accounts.x.ai", "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe", "Sec-Fetch-Mode: cors\r\nSec-Fetch-Mode: navigate", "Upgrade: websocket",
            "Transfer-Encoding: chunked", "Content-Length: 5", "Content-Length: 0\r\nContent-Length: 0", "Content-Length: +1", "Content-Length: 99999999999", "X: a\u0000b", "X: a\u0001b", "X: a\r\n b", "X : a", ": a", "X", "X: \u00E9",
            "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\nOrigin: https://accounts.x.ai",
        ])
        {
            yield return $"{line}{host}{field}\r\n\r\n";
            yield return $"OPTIONS{line[3..]}{host}{field}\r\n\r\n";
        }

        yield return plain.ReplaceLineEndings("\n");
        yield return plain + plain;
        yield return plain[..^2];
        yield return $"GET {path}?{new string('a', 17 * 1024)} HTTP/1.1\r\n{host}\r\n";
        yield return $"{line}{host}{string.Concat(Enumerable.Range(0, 200).Select(number => $"X-{number}: y\r\n"))}\r\n";
        yield return $"{line}{host}{string.Concat(Enumerable.Range(0, 99).Select(number => $"X-{number}: y\r\n"))}\r\n";
        yield return $"{line}{host}{string.Concat(Enumerable.Range(0, 100).Select(number => $"X-{number}: y\r\n"))}\r\n";
        yield return $"{line}{host}X: {new string('a', 20 * 1024)}\r\n\r\n";
        yield return $"{line}{host}X: {new string('a', (16 * 1024) - line.Length - host.Length - 7)}\r\n\r\n";
        yield return $"{line}{host}X: {new string('a', (16 * 1024) - line.Length - host.Length - 6)}\r\n\r\n";
    }
}
