namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Looks at the status of a reply as it passes.</summary>
internal sealed class ReplyGlance
{
    private readonly byte[] _start = new byte["HTTP/1.1 2"u8.Length];
    private int _length;

    /// <summary>Whether there was any reply.</summary>
    public bool IsThere => _length > 0;

    /// <summary>A status of 2xx or 3xx (RFC 9110 section 15): what was brought was taken.</summary>
    public bool IsGood => _length == _start.Length && _start.AsSpan().StartsWith("HTTP/1."u8) && _start[^1] is (byte)'2' or (byte)'3';

    public void Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, _start.Length - _length)];
        part.CopyTo(_start.AsSpan(_length));
        _length += part.Length;
    }
}
