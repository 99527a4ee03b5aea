using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace LoopbackOAuth.Fuzz.Peers;

/// <summary>The parameters of a form as the readers of .NET and ASP.NET Core see them.</summary>
internal static class FrameworkForms
{
    /// <param name="form">A form-encoded text in ASCII.</param>
    /// <param name="name">The decoded name.</param>
    /// <returns>The values of every parameter of that name.</returns>
    public static string[] ByQueryStringEnumerable(ReadOnlySpan<byte> form, string name)
    {
        List<string> values = [];

        // It takes a question mark at the start for the query's own.
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable("?" + Encoding.ASCII.GetString(form)))
        {
            if (pair.DecodeName().Span.SequenceEqual(name))
            {
                values.Add(pair.DecodeValue().ToString());
            }
        }

        return [.. values];
    }

    /// <inheritdoc cref="ByQueryStringEnumerable"/>
    public static string[] ByUrlDecode(ReadOnlySpan<byte> form, string name) =>
    [
        .. Encoding.ASCII.GetString(form).Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(halves => WebUtility.UrlDecode(halves[0]) == name)
            .Select(halves => halves.Length == 2 ? WebUtility.UrlDecode(halves[1]) : ""),
    ];
}
