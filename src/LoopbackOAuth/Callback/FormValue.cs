using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>A form-encoded value inside the received bytes, whose escapes are known to be complete (RFC 6749 appendix B).</summary>
internal readonly ref struct FormValue
{
    private const int SmallValue = 256;

    private readonly ReadOnlySpan<byte> _raw;

    public FormValue(ReadOnlySpan<byte> raw, int decodedLength)
    {
        _raw = raw;
        DecodedLength = decodedLength;
    }

    /// <summary>The value as it was received.</summary>
    public ReadOnlySpan<byte> Raw => _raw;

    public bool IsEmpty => DecodedLength == 0;

    public int DecodedLength { get; }

    /// <summary>Whether what was received is the value itself, without an escape or a <c>+</c>.</summary>
    private bool IsLiteral => DecodedLength == _raw.Length && !_raw.Contains((byte)'+');

    /// <summary>Measures a value and checks its escapes.</summary>
    /// <returns>The decoded length, or -1 when an escape is incomplete or not hexadecimal.</returns>
    public static int Measure(ReadOnlySpan<byte> raw) => Measure(raw, lowest: 0, highest: byte.MaxValue);

    /// <summary>Measures a value and checks its escapes and what they stand for.</summary>
    /// <returns>The decoded length, or -1 when an escape is incomplete, not hexadecimal or stands for a byte outside the range.</returns>
    public static int Measure(ReadOnlySpan<byte> raw, byte lowest, byte highest)
    {
        int length = raw.Length;
        for (int escape = raw.IndexOf((byte)'%'); escape >= 0; escape = raw.IndexOf((byte)'%'))
        {
            if (escape + 2 >= raw.Length)
            {
                return -1;
            }

            int value = (HexValue(raw[escape + 1]) << 4) | HexValue(raw[escape + 2]);
            if (value < lowest || value > highest)
            {
                return -1;
            }

            length -= 2;
            raw = raw[(escape + 3)..];
        }

        return length;
    }

    /// <summary>Reads the decoded bytes one by one.</summary>
    /// <param name="position">Where to read on; 0 at first.</param>
    /// <param name="value">The byte.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(ref int position, out byte value)
    {
        if (position >= _raw.Length)
        {
            value = 0;
            return false;
        }

        value = _raw[position++];
        if (value == '%')
        {
            value = (byte)((HexValue(_raw[position]) << 4) | HexValue(_raw[position + 1]));
            position += 2;
        }
        else if (value == '+')
        {
            value = (byte)' ';
        }

        return true;
    }

    /// <summary>Writes the decoded bytes.</summary>
    /// <param name="destination">Exactly <see cref="DecodedLength"/> bytes.</param>
    public void Decode(Span<byte> destination)
    {
        int position = 0;
        for (int index = 0; TryRead(ref position, out byte value); index++)
        {
            destination[index] = value;
        }
    }

    /// <summary>Whether the decoded value is this one. It stops at the first difference: not for secrets.</summary>
    public bool Is(ReadOnlySpan<byte> expected)
    {
        if (DecodedLength != expected.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> raw = _raw;
        for (int special = raw.IndexOfAny((byte)'%', (byte)'+'); special >= 0; special = raw.IndexOfAny((byte)'%', (byte)'+'))
        {
            int position = special;
            new FormValue(raw, 0).TryRead(ref position, out byte value);
            if (!raw[..special].SequenceEqual(expected[..special]) || expected[special] != value)
            {
                return false;
            }

            raw = raw[position..];
            expected = expected[(special + 1)..];
        }

        return raw.SequenceEqual(expected);
    }

    /// <summary>Whether the decoded value is this secret, in a time that depends on lengths only.</summary>
    public bool IsSecret(ReadOnlySpan<byte> expected)
    {
        if (DecodedLength != expected.Length)
        {
            return false;
        }

        return IsLiteral ? FixedTime.AreEqual(_raw, expected) : IsSecretDecoded(expected);
    }

    /// <summary>The decoded text, or <see langword="null"/> when there is none.</summary>
    public string? DecodeText()
    {
        if (IsEmpty)
        {
            return null;
        }

        if (IsLiteral)
        {
            return Encoding.UTF8.GetString(_raw);
        }

        if (DecodedLength <= SmallValue)
        {
            Span<byte> small = stackalloc byte[SmallValue];
            Decode(small);
            string text = Encoding.UTF8.GetString(small[..DecodedLength]);
            CryptographicOperations.ZeroMemory(small);
            return text;
        }

        byte[] decoded = ArrayPool<byte>.Shared.Rent(DecodedLength);
        Decode(decoded);
        string result = Encoding.UTF8.GetString(decoded, 0, DecodedLength);
        GiveBack(decoded);
        return result;
    }

    private bool IsSecretDecoded(ReadOnlySpan<byte> expected)
    {
        byte[] decoded = ArrayPool<byte>.Shared.Rent(DecodedLength);
        Decode(decoded);
        bool equal = FixedTime.AreEqual(decoded.AsSpan(0, DecodedLength), expected);
        GiveBack(decoded);
        return equal;
    }

    // It may hold the code or the state.
    private static void GiveBack(byte[] buffer)
    {
        CryptographicOperations.ZeroMemory(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Negative when it is no hexadecimal digit, and stays so when shifted and combined.
    private static int HexValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
