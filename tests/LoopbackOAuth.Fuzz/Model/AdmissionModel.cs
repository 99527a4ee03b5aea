using System.Globalization;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>What must be true of a request that was admitted, read from its text.</summary>
internal static class AdmissionModel
{
    private const int LongestForm = 16 * 1024;
    private const int LongestHead = 16 * 1024;
    private const int MostFields = 100;

    private static readonly string[] LookAheads = ["prefetch", "prerender", "preview"];

    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? Objection(ReadOnlySpan<byte> head, Scenario scenario, Admission admission)
    {
        if (RequestText.Read(head) is not { } request)
        {
            return "it is no request";
        }

        return Size(head.Length, request.Fields.Count)
            ?? Place(request, scenario.RedirectUri)
            ?? Intent(request)
            ?? (admission is Admission.CrossOriginFetch ? Fetch(request, scenario.AcceptFetch) : Navigation(request, admission))
            ?? (admission is Admission.FormBody ? Form(request, scenario.AcceptFormPost) : Query(request));
    }

    private static string? Size(int length, int fields) =>
        length > LongestHead ? "a head that is too long"
        : fields > MostFields ? "too many fields"
        : null;

    private static string? Place(RequestText request, Uri redirectUri)
    {
        string[] hosts = request.All("host");
        string authority = string.Create(CultureInfo.InvariantCulture, $"{redirectUri.Host}:{redirectUri.Port}");
        bool isHere = hosts.Length == 1 && (hosts[0] == authority || (redirectUri.Port == 80 && hosts[0] == redirectUri.Host));
        return !isHere ? "another authority, or not exactly one"
            : request.Path != redirectUri.AbsolutePath ? "another path"
            : request.Version is not ("HTTP/1.1" or "HTTP/1.0") ? "another version"
            : null;
    }

    private static string? Intent(RequestText request)
    {
        string[] purposes = [.. request.All("sec-purpose"), .. request.All("purpose"), .. request.All("x-purpose"), .. request.All("x-moz")];
        return request.All("transfer-encoding").Length > 0 ? "a transfer encoding"
            : request.All("upgrade").Length > 0 ? "an upgrade"
            : purposes.Any(value => LookAheads.Any(value.Contains)) ? "a look ahead"
            : null;
    }

    private static string? Navigation(RequestText request, Admission admission)
    {
        string[] origins = [.. request.All("origin").Where(value => value.Length > 0)];
        bool saysMode = request.All("sec-fetch-mode").Any(value => value.Length > 0);
        return request.All("sec-fetch-mode").Any(value => value is not ("navigate" or "")) ? "no navigation"
            : request.All("sec-fetch-dest").Any(value => value is not ("document" or "")) ? "no document"
            : admission is Admission.Query && !saysMode && origins.Any(value => value != "null") ? "a script of an older browser"
            : admission is Admission.FormBody && origins.Any(value => value.StartsWith("http://evil", StringComparison.Ordinal)) ? "a form of a page without https"
            : null;
    }

    private static string? Fetch(RequestText request, bool acceptFetch)
    {
        string[] origins = [.. request.All("origin").Where(value => value.Length > 0)];
        return !acceptFetch ? "a fetch that nobody asked for"
            : origins is not [Scenario.ListedOrigin] ? "an origin that is not listed, or not exactly one"
            : request.All("sec-fetch-mode").Any(value => value is not ("cors" or "")) ? "a script that cannot read the answer"
            : request.All("sec-fetch-dest").Any(value => value is not ("empty" or "")) ? "something else than a fetch"
            : null;
    }

    private static string? Query(RequestText request) =>
        request.Method != "GET" ? "a query by another method than GET"
        : request.All("content-length").Any(value => value.Trim('0').Length > 0) ? "a GET with a body"
        : null;

    private static string? Form(RequestText request, bool acceptFormPost)
    {
        string[] lengths = request.All("content-length");
        string[] types = [.. request.All("content-type").Where(type => type.Length > 0)];
        return !acceptFormPost ? "a form that nobody asked for"
            : request.Method != "POST" ? "a form by another method than POST"
            : lengths.Length != 1 || !lengths[0].All(char.IsAsciiDigit) || long.Parse(lengths[0], CultureInfo.InvariantCulture) > LongestForm ? "a length that is unclear or too long"
            : types.Length != 1 || !types[0].Split(';')[0].Trim(' ').Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? "another media type, or not exactly one"
            : null;
    }
}
