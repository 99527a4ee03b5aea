using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;

namespace LoopbackOAuth.Fuzz.Peers;

/// <summary>Kestrel's parser, and what it told its handler.</summary>
internal sealed class KestrelReader : IHttpRequestLineHandler, IHttpHeadersHandler
{
    private readonly HttpParser<KestrelReader> _parser = new(showErrorDetails: false);
    private readonly List<(byte[] Name, byte[] Value)> _fields = [];
    private readonly byte[] _startLine = new byte[64 * 1024];
    private int _methodLength;
    private int _targetOffset;
    private int _targetEnd;

    public ReadOnlySpan<byte> Method => _startLine.AsSpan(0, _methodLength);

    public ReadOnlySpan<byte> Target => _startLine.AsSpan(_targetOffset.._targetEnd);

    /// <summary>The fields that the library looks at, in order.</summary>
    public IReadOnlyList<(byte[] Name, byte[] Value)> Fields => _fields;

    /// <param name="received">Any bytes.</param>
    /// <returns>The length of the head, -1 when it is not complete, -2 when it was refused.</returns>
    public int Read(ReadOnlyMemory<byte> received)
    {
        _fields.Clear();
        SequenceReader<byte> reader = new(new ReadOnlySequence<byte>(received));
        try
        {
            return _parser.ParseRequestLine(this, ref reader) && _parser.ParseHeaders(this, ref reader) ? (int)reader.Consumed : -1;
        }
        catch (BadHttpRequestException)
        {
            return -2;
        }
    }

    /// <summary>The values of a field, one after the other.</summary>
    public IEnumerable<byte[]> Values(string name) =>
        _fields.Where(field => name.Equals(System.Text.Encoding.Latin1.GetString(field.Name), StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    public void OnStartLine(HttpVersionAndMethod versionAndMethod, TargetOffsetPathLength targetPath, Span<byte> startLine)
    {
        startLine.CopyTo(_startLine);
        _methodLength = versionAndMethod.MethodEnd;
        _targetOffset = targetPath.Offset;
        _targetEnd = startLine.Length;
    }

    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (ReadFields.Contains(name))
        {
            _fields.Add((name.ToArray(), value.ToArray()));
        }
    }

    public void OnHeadersComplete(bool endStream)
    {
    }

    public void OnStaticIndexedHeader(int index) => throw new NotSupportedException("That is HTTP/2.");

    public void OnStaticIndexedHeader(int index, ReadOnlySpan<byte> value) => throw new NotSupportedException("That is HTTP/2.");
}
