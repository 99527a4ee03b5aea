using System.Collections.Specialized;
using System.Net;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Shows a desk what <see cref="HttpListener"/> let through, as raw as it can be had, and holds it to the bounds that the
/// sockets hold theirs to.
/// </summary>
internal static class HttpListenerRequestReader
{
    public static CallbackTurn Judge(HttpListenerRequest source, CallbackDesk desk)
    {
        string target = source.RawUrl ?? "";
        if (OutOfBounds(target, source) is { } refused)
        {
            return new CallbackTurn(refused, CallbackReply.For(refused));
        }

        // Repeated fields arrive as the last of them or joined by commas, which no authority, mode or media type of a browser contains.
        NameValueCollection fields = source.Headers;
        string? host = fields["Host"];
        CallbackRequest request = new()
        {
            Method = Bytes(source.HttpMethod),
            Target = Bytes(target),
            Host = Bytes(host),
            HostCount = host is null ? 0 : 1,
            Purpose = Bytes($"{fields["Sec-Purpose"]},{fields["Purpose"]},{fields["X-Purpose"]},{fields["X-Moz"]}"),
            FetchMode = Bytes(fields["Sec-Fetch-Mode"]),
            FetchDest = Bytes(fields["Sec-Fetch-Dest"]),
            Origin = Bytes(fields["Origin"]),
            PreflightMethod = Bytes(fields["Access-Control-Request-Method"]),
            PreflightHeaders = Bytes(fields["Access-Control-Request-Headers"]),
            PreflightPrivateNetwork = Bytes(fields["Access-Control-Request-Private-Network"]),
            ContentType = Bytes(source.ContentType),
            ContentLength = source.ContentLength64,
            HasTransferEncoding = fields["Transfer-Encoding"] is not null,
            HasUpgrade = fields["Upgrade"] is not null,
        };
        return desk.Judge(request);
    }

    private static Admission? OutOfBounds(string target, HttpListenerRequest source)
    {
        if (target.Length > HttpRequestHead.MaxLength)
        {
            return Admission.UriTooLong;
        }

        int length = target.Length;
        string[] names = source.Headers.AllKeys!;
        foreach (string name in names)
        {
            string value = source.Headers[name] ?? "";
            length += name.Length + value.Length + ": \r\n".Length;
            if (value.Any(static character => character is (< ' ' and not '\t') or '\u007F'))
            {
                return Admission.BadRequest;
            }
        }

        return length > HttpRequestHead.MaxLength ? Admission.HeaderFieldsTooLarge
            : names.Length > HttpRequestHead.MostFields ? Admission.BadRequest
            : null;
    }

    private static byte[] Bytes(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);
}
