using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Browser;

/// <summary>A request to the listener, with the header fields a Chromium browser sends.</summary>
/// <param name="Method">The method.</param>
/// <param name="Uri">The address.</param>
/// <param name="Cause">The behaviour it is for, or none for the navigation.</param>
/// <param name="Fields">The header fields after <c>Host</c>.</param>
internal sealed record LoopbackRequest(string Method, Uri Uri, BrowserBehaviourKind? Cause, HttpFields Fields)
{
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string PageTypes = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    public static LoopbackRequest Navigation(Uri uri, BrowserBehaviourKind? cause = null) =>
        new("GET", uri, cause, Common().Add("Upgrade-Insecure-Requests", "1").Add("Accept", PageTypes)
            .Add("Sec-Fetch-Site", "cross-site").Add("Sec-Fetch-Mode", "navigate").Add("Sec-Fetch-Dest", "document"));

    public static LoopbackRequest Prefetch(Uri uri)
    {
        LoopbackRequest request = Navigation(uri, BrowserBehaviourKind.PrefetchFirst);
        request.Fields.Add("Sec-Purpose", "prefetch").Add("Purpose", "prefetch");
        return request;
    }

    public static LoopbackRequest Favicon(Uri callback) =>
        new("GET", new Uri(callback.GetLeftPart(UriPartial.Authority) + "/favicon.ico"), BrowserBehaviourKind.Favicon, Common()
            .Add("Accept", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8")
            .Add("Sec-Fetch-Site", "same-origin").Add("Sec-Fetch-Mode", "no-cors").Add("Sec-Fetch-Dest", "image"));

    public static LoopbackRequest Preflight(Uri uri, string origin) =>
        new("OPTIONS", uri, BrowserBehaviourKind.OptionsFirst, Common()
            .Add("Accept", "*/*").Add("Origin", origin)
            .Add("Access-Control-Request-Method", "GET").Add("Access-Control-Request-Private-Network", "true")
            .Add("Sec-Fetch-Site", "cross-site").Add("Sec-Fetch-Mode", "cors").Add("Sec-Fetch-Dest", "empty"));

    // A scanner is no browser and sends nothing a browser would.
    public static LoopbackRequest Head(Uri uri) =>
        new("HEAD", uri, BrowserBehaviourKind.HeadFirst, new HttpFields().Add("User-Agent", "link-scanner/1.0").Add("Accept", "*/*"));

    public static LoopbackRequest WrongState(Uri callback)
    {
        IEnumerable<string> parts = callback.Query.TrimStart('?').Split('&').Select(part =>
            part.StartsWith("state=", StringComparison.Ordinal) ? "state=" + Disguise(part["state=".Length..])
            : part.StartsWith("code=", StringComparison.Ordinal) ? "code=not-the-code"
            : part);
        return Navigation(new Uri(callback.GetLeftPart(UriPartial.Path) + "?" + string.Join('&', parts)), BrowserBehaviourKind.WrongStateFirst);
    }

    public static LoopbackRequest ErrorWithoutState(Uri callback) =>
        Navigation(
            new Uri(callback.GetLeftPart(UriPartial.Path) + "?error=access_denied&error_description=Forged"),
            BrowserBehaviourKind.ErrorWithoutStateFirst);

    // As long as the right one and wrong in its last character only, which a careless comparison might not reach.
    private static string Disguise(string state) => state.Length == 0 ? "x" : state[..^1] + (state[^1] == 'A' ? 'B' : 'A');

    private static HttpFields Common() => new HttpFields()
        .Add("Connection", "keep-alive")
        .Add("sec-ch-ua", "\"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\"")
        .Add("sec-ch-ua-mobile", "?0")
        .Add("sec-ch-ua-platform", "\"Linux\"")
        .Add("User-Agent", UserAgent)
        .Add("Accept-Encoding", "gzip, deflate, br, zstd")
        .Add("Accept-Language", "en-US,en;q=0.9");
}
