using System.Net;
using System.Text;

namespace LoopbackOAuth.Testing.Http;

/// <summary>Form-encoded parameters (RFC 6749 appendix B) in the order sent, repeats included.</summary>
internal sealed class FormParameters
{
    private readonly List<KeyValuePair<string, string>> _all;

    private FormParameters(List<KeyValuePair<string, string>> all) => _all = all;

    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    /// <summary>A parameter without a value counts as absent (RFC 6749 section 3.1).</summary>
    public string? this[string name] => _all.Find(pair => pair.Key == name).Value is { Length: > 0 } value ? value : null;

    public static FormParameters Parse(string text)
    {
        var all = new List<KeyValuePair<string, string>>();
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            all.Add(equals < 0
                ? new(WebUtility.UrlDecode(part), "")
                : new(WebUtility.UrlDecode(part[..equals]), WebUtility.UrlDecode(part[(equals + 1)..])));
        }

        return new FormParameters(all);
    }

    public static FormParameters Parse(byte[] body) => Parse(Encoding.UTF8.GetString(body));

    public IReadOnlyList<string> AllOf(string name) => [.. _all.Where(pair => pair.Key == name && pair.Value.Length > 0).Select(pair => pair.Value)];

    /// <summary>The first name that occurs more than once; only <c>resource</c> may (RFC 8707 section 2).</summary>
    public string? FirstRepeated() =>
        _all.GroupBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Key != "resource" && group.Skip(1).Any())?.Key;

    public static string Encode(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
}
