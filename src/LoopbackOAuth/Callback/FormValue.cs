using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>A form-encoded value inside the received bytes, whose escapes are known to be complete (RFC 6749 appendix B).</summary>
internal readonly ref struct FormValue
{
    private readonly ReadOnlySpan<byte> _raw;

    public FormValue(ReadOnlySpan<byte> raw, int decodedLength)
    {
        _raw = raw;
        DecodedLength = decodedLength;
    }

    public bool IsEmpty => DecodedLength == 0;

    public int DecodedLength { get; }

    /// <summary>Measures a value and checks its escapes.</summary>
    /// <returns>The decoded length, or -1 when an escape is incomplete or not hexadecimal.</returns>
    public static int Measure(ReadOnlySpan<byte> raw)
    {
        int escapes = 0;
        for (int index = raw.IndexOf((byte)'%'); index >= 0 && index < raw.Length; index++)
        {
            if (raw[index] != '%')
            {
                continue;
            }

            if (index + 2 >= raw.Length || !char.IsAsciiHexDigit((char)raw[index + 1]) || !char.IsAsciiHexDigit((char)raw[index + 2]))
            {
                return -1;
            }

            escapes++;
            index += 2;
        }

        return raw.Length - (2 * escapes);
    }

    /// <summary>Writes the decoded bytes.</summary>
    /// <param name="destination">Exactly <see cref="DecodedLength"/> bytes.</param>
    public void Decode(Span<byte> destination)
    {
        if (DecodedLength == _raw.Length && !_raw.Contains((byte)'+'))
        {
            _raw.CopyTo(destination);
            return;
        }

        for (int read = 0, write = 0; write < destination.Length; read++, write++)
        {
            byte current = _raw[read];
            if (current == '%')
            {
                destination[write] = (byte)((HexValue(_raw[read + 1]) << 4) | HexValue(_raw[read + 2]));
                read += 2;
            }
            else
            {
                destination[write] = current == '+' ? (byte)' ' : current;
            }
        }
    }

    /// <summary>The decoded text, or <see langword="null"/> when there is none. Bytes that are not UTF-8 become U+FFFD.</summary>
    public string? DecodeText()
    {
        if (IsEmpty)
        {
            return null;
        }

        byte[] decoded = new byte[DecodedLength];
        Decode(decoded);
        return Encoding.UTF8.GetString(decoded);
    }

    // RFC 6749 appendix A: VSCHAR = %x20-7E.
    public bool IsVisibleAscii()
    {
        for (int index = 0; index < _raw.Length; index++)
        {
            int value = _raw[index];
            if (value == '%')
            {
                value = (HexValue(_raw[index + 1]) << 4) | HexValue(_raw[index + 2]);
                index += 2;
            }

            if (value is < 0x20 or > 0x7E)
            {
                return false;
            }
        }

        return true;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
