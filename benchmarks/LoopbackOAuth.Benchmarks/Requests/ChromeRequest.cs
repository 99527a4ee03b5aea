using System.Text;
using LoopbackOAuth.Benchmarks.Callback;

namespace LoopbackOAuth.Benchmarks.Requests;

/// <summary>
/// What Chrome sends when the authorization server redirects the user's tab to the listener: the fields of Chromium 156 in
/// its order, as captured from a headless one, with the names of the product and the <c>Sec-Fetch-Site</c> of a user's click.
/// </summary>
internal static class ChromeRequest
{
    public const string Fields =
        "Connection: keep-alive\r\n"
        + "Upgrade-Insecure-Requests: 1\r\n"
        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\n"
        + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/jxl,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7\r\n"
        + "Sec-Fetch-Site: cross-site\r\n"
        + "Sec-Fetch-Mode: navigate\r\n"
        + "Sec-Fetch-User: ?1\r\n"
        + "Sec-Fetch-Dest: document\r\n"
        + "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\", \"Google Chrome\";v=\"156\"\r\n"
        + "sec-ch-ua-mobile: ?0\r\n"
        + "sec-ch-ua-platform: \"Linux\"\r\n"
        + "Accept-Encoding: gzip, deflate, br, zstd\r\n"
        + "Accept-Language: en-US,en;q=0.9\r\n"
        + "\r\n";

    /// <summary>The whole request.</summary>
    public static byte[] Whole { get; } = Of(Fields);

    /// <summary>The same without client hints and without JPEG XL: about 730 bytes.</summary>
    public static byte[] Short { get; } = Of(string.Concat(
        Fields.Split("\r\n").Where(field => !field.StartsWith("sec-ch-ua", StringComparison.Ordinal)).Select(field => field + "\r\n"))
        .Replace(",image/jxl", "", StringComparison.Ordinal)[..^2]);

    private static byte[] Of(string fields) => Encoding.ASCII.GetBytes($"GET /callback?{ExampleCallback.Query} HTTP/1.1\r\nHost: 127.0.0.1:53124\r\n{fields}");
}
