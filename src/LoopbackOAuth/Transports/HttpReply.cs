using System.Globalization;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>Writes a reply as HTTP/1.1. No input ever gets in here.</summary>
internal static class HttpReply
{
    public static byte[] Format(CallbackReply reply, CallbackPages pages)
    {
        CallbackPage? page = reply.Page is { } kind ? pages.For(kind) : null;
        byte[] body = page?.Body ?? [];
        StringBuilder head = new(512);
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {CallbackReply.ReasonOf(reply.Status)}\r\n");
        foreach ((string name, string value) in CallbackPage.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        head.Append("Content-Security-Policy: ").Append(page?.ContentSecurityPolicy ?? CallbackPage.StrictestPolicy).Append("\r\n");
        if (page is not null)
        {
            head.Append("Content-Type: ").Append(CallbackPage.ContentType).Append("\r\n");
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        head.Append("Connection: close\r\n\r\n");
        byte[] result = new byte[head.Length + body.Length];
        int length = Encoding.ASCII.GetBytes(head.ToString(), result);
        body.CopyTo(result, length);
        return result;
    }
}
