using System.Globalization;
using System.Security.Cryptography;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>Writes the requests of a script for one sign-in.</summary>
internal sealed class RequestTexts
{
    /// <summary>The header fields of a Chromium browser that follows a redirect from another site.</summary>
    public const string BrowserFields =
        "Connection: keep-alive\r\n"
        + "Upgrade-Insecure-Requests: 1\r\n"
        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n"
        + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8\r\n"
        + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
        + "sec-ch-ua: \"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\"\r\nsec-ch-ua-mobile: ?0\r\nsec-ch-ua-platform: \"Linux\"\r\n"
        + "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-US,en;q=0.9\r\n";

    private readonly Dictionary<string, string> _values;

    public RequestTexts(Uri redirectUri, Uri callback)
    {
        string text = callback.OriginalString;
        Query = text[(text.IndexOf('?', StringComparison.Ordinal) + 1)..];
        Dictionary<string, string> parameters = Query.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);
        _values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{host}"] = redirectUri.Authority,
            ["{name}"] = redirectUri.Host,
            ["{other}"] = redirectUri.Host == "127.0.0.1" ? "localhost" : "127.0.0.1",
            ["{port}"] = redirectUri.Port.ToString(CultureInfo.InvariantCulture),
            ["{path}"] = redirectUri.AbsolutePath,
            ["{upper}"] = redirectUri.AbsolutePath.ToUpperInvariant(),
            ["{escaped}"] = string.Create(CultureInfo.InvariantCulture, $"/%{(int)redirectUri.AbsolutePath[1]:x2}{redirectUri.AbsolutePath[2..]}"),
            ["{query}"] = Query,
            ["{code}"] = parameters["code"],
            ["{state}"] = parameters["state"],
            ["{iss}"] = parameters["iss"],
            ["{marker}"] = "m" + Convert.ToHexString(RandomNumberGenerator.GetBytes(8)),
            ["{browser}"] = BrowserFields,
        };
    }

    /// <summary>The query of the genuine callback.</summary>
    public string Query { get; }

    /// <summary>What no reply may repeat, with the name it has in a finding.</summary>
    public IEnumerable<KeyValuePair<string, string>> Secrets =>
        [new("the state", _values["{state}"]), new("the code", _values["{code}"]), new("a text", _values["{marker}"])];

    /// <summary>The genuine callback as a browser makes it.</summary>
    public string Genuine => Fill("GET {path}?{query} HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n");

    /// <summary>The genuine callback as a browser posts it.</summary>
    public string GenuinePost => Post(Query);

    /// <summary>A form post of a body, as a browser makes it.</summary>
    public string Post(string body) => Fill(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\n{browser}Origin: null\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")) + body;

    /// <summary>Replaces each name in braces with what it stands for in this sign-in.</summary>
    public string Fill(string template)
    {
        foreach ((string name, string value) in _values)
        {
            template = template.Replace(name, value, StringComparison.Ordinal);
        }

        return template;
    }
}
