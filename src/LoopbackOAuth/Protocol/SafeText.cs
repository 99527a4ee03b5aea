using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Protocol;

/// <summary>Makes text from the outside safe to show: one line, bounded, nothing that steers a terminal or turns the reading direction.</summary>
internal static class SafeText
{
    /// <summary>Turns white space and control characters into single spaces and drops invisible format characters.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">The most UTF-16 characters to keep; a longer text ends in <c>...</c>.</param>
    public static string OneLine(string text, int maxLength)
    {
        StringBuilder line = new(Math.Min(text.Length, maxLength));
        bool gap = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control:
                case UnicodeCategory.SpaceSeparator:
                case UnicodeCategory.LineSeparator:
                case UnicodeCategory.ParagraphSeparator:
                    gap = line.Length > 0;
                    continue;
                case UnicodeCategory.Format:
                case UnicodeCategory.PrivateUse:
                case UnicodeCategory.OtherNotAssigned:
                    continue;
            }

            if (line.Length + rune.Utf16SequenceLength + (gap ? 1 : 0) > maxLength)
            {
                return Shortened(line, maxLength);
            }

            if (gap)
            {
                line.Append(' ');
                gap = false;
            }

            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    /// <summary>Whether a text consists of VSCHAR, the characters of codes and tokens (RFC 6749 appendix A), and is not empty.</summary>
    public static bool IsVisibleAscii(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('\x20', '\x7E');

    private static string Shortened(StringBuilder line, int maxLength)
    {
        int kept = Math.Min(line.Length, maxLength - 3);
        if (kept > 0 && char.IsHighSurrogate(line[kept - 1]))
        {
            kept--;
        }

        return line.ToString(0, kept) + "...";
    }
}
