using System.Buffers.Text;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>
/// What the replies of one session say, and how they are written as HTTP/1.1. No input ever gets in here: texts that vary
/// are the result path, which is made here, and origins of the caller's own list.
/// </summary>
internal sealed class HttpReply
{
    private const string LineStart = "HTTP/1.1 ";
    private const string LengthStart = "Content-Length: ";
    private const string End = "Connection: close\r\n\r\n";
    private const int MostLengthDigits = 10;

    private readonly string _resultPath;
    private readonly bool _variesByOrigin;

    public HttpReply(string resultPath, bool variesByOrigin)
    {
        _resultPath = resultPath;
        _variesByOrigin = variesByOrigin;
    }

    /// <summary>The body; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> BodyOf(CallbackReply reply) => reply.Page is { } page ? CallbackPage.Body(page) : default;

    /// <summary>The header fields, but for those that frame the message.</summary>
    public IEnumerable<KeyValuePair<string, string>> FieldsOf(CallbackReply reply)
    {
        foreach (KeyValuePair<string, string> field in CallbackPage.Headers)
        {
            yield return field;
        }

        if (reply.Page is not null)
        {
            yield return new("Content-Type", CallbackPage.ContentType);
        }

        if (reply.IsRedirect)
        {
            yield return new("Location", _resultPath);
        }

        if (_variesByOrigin)
        {
            yield return new("Vary", "Origin");
        }

        if (reply.Grant.Origin is { } origin)
        {
            yield return new("Access-Control-Allow-Origin", origin);
        }

        if (reply.Grant.IsPreflight)
        {
            yield return new("Access-Control-Allow-Methods", "GET");
        }

        if (reply.Grant.AllowsContentType)
        {
            yield return new("Access-Control-Allow-Headers", "Content-Type");
        }

        if (reply.Grant.AllowsPrivateNetwork)
        {
            yield return new("Access-Control-Allow-Private-Network", "true");
        }
    }

    /// <summary>How long the reply is, written out.</summary>
    public int Measure(CallbackReply reply)
    {
        int length = LineStart.Length + 3 + 1 + CallbackReply.ReasonOf(reply.Status).Length + 2 + LengthStart.Length + MostLengthDigits + 2 + End.Length + BodyOf(reply).Length;
        foreach ((string name, string value) in FieldsOf(reply))
        {
            length += name.Length + 2 + value.Length + 2;
        }

        return length;
    }

    /// <summary>Writes the reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="destination">At least as many bytes as <see cref="Measure"/> says.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(CallbackReply reply, Span<byte> destination)
    {
        ReadOnlySpan<byte> body = BodyOf(reply).Span;
        int length = 0;
        Put(LineStart, destination, ref length);
        Put(reply.Status, destination, ref length);
        Put(" ", destination, ref length);
        Put(CallbackReply.ReasonOf(reply.Status), destination, ref length);
        Put("\r\n", destination, ref length);
        foreach ((string name, string value) in FieldsOf(reply))
        {
            Put(name, destination, ref length);
            Put(": ", destination, ref length);
            Put(value, destination, ref length);
            Put("\r\n", destination, ref length);
        }

        // RFC 9110 section 8.6: a 204 has no length.
        if (reply.Status != 204)
        {
            Put(LengthStart, destination, ref length);
            Put(body.Length, destination, ref length);
            Put("\r\n", destination, ref length);
        }

        Put(End, destination, ref length);
        body.CopyTo(destination[length..]);
        return length + body.Length;
    }

    private static void Put(string text, Span<byte> destination, ref int length) => length += Encoding.ASCII.GetBytes(text, destination[length..]);

    private static void Put(int number, Span<byte> destination, ref int length)
    {
        _ = Utf8Formatter.TryFormat(number, destination[length..], out int written);
        length += written;
    }
}
