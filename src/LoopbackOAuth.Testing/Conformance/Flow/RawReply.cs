using System.Globalization;
using System.Text;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>A reply.</summary>
/// <param name="Text">All that came back over its connection, each byte a character.</param>
/// <param name="Status">The status code; 0 when the connection was ended without a reply.</param>
/// <param name="Fields">The header fields.</param>
/// <param name="Body">The body, each byte a character.</param>
internal sealed record RawReply(string Text, int Status, HttpFields Fields, string Body)
{
    /// <summary>The end of a connection without a reply.</summary>
    public static RawReply None { get; } = new("", 0, new HttpFields(), "");

    public bool IsNone => Status == 0;

    /// <exception cref="NonConformanceException">It is not a row of whole HTTP/1.1 replies.</exception>
    public static async Task<IReadOnlyList<RawReply>> ParseAsync(string text, bool toHead, bool hasServerBelow, CancellationToken cancellationToken)
    {
        var reader = new HttpMessageReader(new MemoryStream(Encoding.Latin1.GetBytes(text)));
        var replies = new List<RawReply>();
        try
        {
            while (await reader.ReadHeadAsync(cancellationToken).ConfigureAwait(false) is (var line, var fields))
            {
                if (hasServerBelow && replies.Count > 0 && line == "0")
                {
                    continue; // HttpListener writes the last chunk of an empty body twice when it closes in the middle of a head.
                }

                int status = StatusOf(line);
                bool hasBody = !toHead && status >= 200 && status is not (204 or 304);
                byte[] body = hasBody ? await reader.ReadBodyAsync(fields, untilClosed: true, cancellationToken).ConfigureAwait(false) : [];
                replies.Add(new RawReply(text, status, fields, Encoding.Latin1.GetString(body)));
            }

            return replies;
        }
        catch (IOException exception)
        {
            throw new NonConformanceException($"What came back is not a whole reply: {exception.Message}");
        }
    }

    private static int StatusOf(string line) =>
        line.Split(' ') is ["HTTP/1.1" or "HTTP/1.0", { Length: 3 } code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            ? status
            : throw new NonConformanceException("What came back is not HTTP/1.1.");
}
