using System.Text;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>UTF-8 by the table of well-formed byte sequences of RFC 3629 section 4.</summary>
internal static class Utf8Model
{
    /// <returns>The text, or <see langword="null"/> when a byte does not belong there: overlong forms and surrogates included.</returns>
    public static string? Decode(IReadOnlyList<byte> bytes)
    {
        StringBuilder text = new();
        for (int index = 0; index < bytes.Count;)
        {
            byte first = bytes[index];
            (int length, byte low, byte high) = first switch
            {
                <= 0x7F => (1, (byte)0, (byte)0),
                >= 0xC2 and <= 0xDF => (2, (byte)0x80, (byte)0xBF),
                0xE0 => (3, (byte)0xA0, (byte)0xBF),
                0xED => (3, (byte)0x80, (byte)0x9F),
                >= 0xE1 and <= 0xEF => (3, (byte)0x80, (byte)0xBF),
                0xF0 => (4, (byte)0x90, (byte)0xBF),
                >= 0xF1 and <= 0xF3 => (4, (byte)0x80, (byte)0xBF),
                0xF4 => (4, (byte)0x80, (byte)0x8F),
                _ => (0, (byte)0, (byte)0),
            };
            if (length == 0 || index + length > bytes.Count)
            {
                return null;
            }

            int scalar = length == 1 ? first : first & (0x7F >> length);
            for (int offset = 1; offset < length; offset++)
            {
                byte next = bytes[index + offset];
                if (next < (offset == 1 ? low : 0x80) || next > (offset == 1 ? high : 0xBF))
                {
                    return null;
                }

                scalar = (scalar * 64) + (next - 0x80);
            }

            text.Append(char.ConvertFromUtf32(scalar));
            index += length;
        }

        return text.ToString();
    }
}
