using System.Net;

namespace LoopbackOAuth.Tests.Protocol;

internal sealed record FakeRequest(string Method, string Url, string? Authorization, string Headers, string? ContentType, string Body)
{
    /// <summary>The parameters of the body, decoded by a decoder that is not the library's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form =>
        [.. Body.Split('&').Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])))];

    public string? Field(string name) => Form.Where(pair => pair.Key == name).Select(pair => pair.Value).SingleOrDefault();
}
