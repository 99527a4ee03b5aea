using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Testing.Http;

/// <summary>Reads one HTTP/1.1 message off a stream (RFC 9112), within bounds. It is strict enough for tests and no more.</summary>
internal sealed class HttpMessageReader(Stream stream)
{
    private const int MaxHead = 64 * 1024;
    private const int MaxBody = 8 * 1024 * 1024;
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The start line and the fields; <see langword="null"/> when the peer closed before it sent anything.</summary>
    public async Task<(string StartLine, HttpFields Fields)?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new List<byte>(1024);
        while (!EndsHead(head))
        {
            int next = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
            if (next < 0)
            {
                return head.Count == 0 ? null : throw new IOException("The connection was closed inside a message head.");
            }

            head.Add((byte)next);
            if (head.Count > MaxHead)
            {
                throw new IOException("A message head is too long.");
            }
        }

        string[] lines = Encoding.Latin1.GetString([.. head]).Split("\r\n");
        var fields = new HttpFields();
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add(colon < 0 ? line : line[..colon], colon < 0 ? "" : line[(colon + 1)..].Trim());
        }

        return (lines[0], fields);
    }

    /// <summary>The body. Without a length it ends where the peer closes, which a request's cannot.</summary>
    public async Task<byte[]> ReadBodyAsync(HttpFields fields, bool untilClosed, CancellationToken cancellationToken)
    {
        if (fields["Transfer-Encoding"] is { } coding)
        {
            return coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                ? await ReadChunksAsync(cancellationToken).ConfigureAwait(false)
                : throw new IOException("The transfer coding is not supported.");
        }

        var body = new List<byte>();
        if (fields["Content-Length"] is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > MaxBody)
            {
                throw new IOException("The content length is not usable.");
            }

            await ReadExactlyAsync(body, length, cancellationToken).ConfigureAwait(false);
        }
        else if (untilClosed)
        {
            int next;
            while (body.Count < MaxBody && (next = await ReadByteAsync(cancellationToken).ConfigureAwait(false)) >= 0)
            {
                body.Add((byte)next);
            }
        }

        return [.. body];
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new List<byte>();
        while (true)
        {
            string size = (await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Split(';')[0];
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int length) || length < 0 || length > MaxBody - body.Count)
            {
                throw new IOException("A chunk size is not usable.");
            }

            await ReadExactlyAsync(body, length, cancellationToken).ConfigureAwait(false);
            string end = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                while (end.Length > 0)
                {
                    end = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
                }

                return [.. body];
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            int next = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
            if (next < 0 || line.Length > 1024)
            {
                throw new IOException("The message ended inside a line.");
            }

            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next);
        }
    }

    private async Task ReadExactlyAsync(List<byte> target, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            int next = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
            target.Add(next >= 0 ? (byte)next : throw new IOException("The connection was closed inside a body."));
        }
    }

    private async ValueTask<int> ReadByteAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            if (_end == 0)
            {
                return -1;
            }
        }

        return _buffer[_start++];
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
