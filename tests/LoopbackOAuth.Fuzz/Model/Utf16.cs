using System.Buffers;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>Bytes as characters without loss: a byte that is no UTF-8 becomes an unpaired surrogate.</summary>
internal static class Utf16
{
    /// <summary>A byte that occurs nowhere in UTF-8, so that it stays wrong whatever stands beside it.</summary>
    private const byte NeverUtf8 = 0xFF;

    /// <param name="bytes">Any bytes.</param>
    /// <param name="chars">Where the characters go; as long as <paramref name="bytes"/> is enough.</param>
    /// <param name="unpaired">How many bytes had no character.</param>
    /// <returns>How many characters there are.</returns>
    public static int FromBytes(ReadOnlySpan<byte> bytes, Span<char> chars, out int unpaired)
    {
        unpaired = 0;
        int written = 0;
        while (true)
        {
            OperationStatus status = System.Text.Unicode.Utf8.ToUtf16(bytes, chars[written..], out int read, out int count, replaceInvalidSequences: false);
            written += count;
            bytes = bytes[read..];
            if (status is OperationStatus.Done || bytes.IsEmpty)
            {
                return written;
            }

            // Never a high one before a low one, which would be a pair.
            bool afterHigh = written > 0 && char.IsHighSurrogate(chars[written - 1]);
            chars[written++] = (char)((afterHigh || bytes[0] % 2 == 1 ? 0xD800 : 0xDC00) + bytes[0]);
            bytes = bytes[1..];
            unpaired++;
        }
    }

    /// <summary>The bytes that the characters of <see cref="FromBytes"/> stand for, unpaired surrogates as <c>FF</c>.</summary>
    public static byte[] ToBytes(ReadOnlySpan<char> chars)
    {
        byte[] bytes = new byte[chars.Length * 3];
        int length = 0;
        while (!chars.IsEmpty)
        {
            OperationStatus status = System.Text.Unicode.Utf8.FromUtf16(chars, bytes.AsSpan(length), out int read, out int written, replaceInvalidSequences: false);
            length += written;
            chars = chars[read..];
            if (status is not OperationStatus.Done && !chars.IsEmpty)
            {
                bytes[length++] = NeverUtf8;
                chars = chars[1..];
            }
        }

        return bytes[..length];
    }
}
