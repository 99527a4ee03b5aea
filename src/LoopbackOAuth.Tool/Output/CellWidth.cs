using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Tool.Output;

/// <summary>How many columns a text takes on a terminal, and how it is cut to fewer.</summary>
internal static class CellWidth
{
    public static int Of(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>Cuts a text that is too wide in its middle: of an address or an id both ends tell more than that.</summary>
    /// <param name="text">One line without control characters.</param>
    /// <param name="width">The columns there are, at least 1.</param>
    /// <param name="ellipsis">What stands for the part left out.</param>
    public static string CutMiddle(string text, int width, string ellipsis)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        if (width <= ellipsis.Length)
        {
            return ellipsis[..width];
        }

        int room = width - ellipsis.Length;
        Rune[] runes = [.. text.EnumerateRunes()];
        string head = Take(runes, room - (room / 2));
        Array.Reverse(runes);
        return head + ellipsis + Reverse(Take(runes, room / 2));
    }

    private static string Take(Rune[] runes, int width)
    {
        StringBuilder taken = new();
        foreach (Rune rune in runes)
        {
            width -= Of(rune);
            if (width < 0)
            {
                break;
            }

            taken.Append(rune.ToString());
        }

        return taken.ToString();
    }

    private static string Reverse(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        Array.Reverse(runes);
        return string.Concat(runes);
    }

    // The wide blocks of Unicode's East Asian Width, roughly, and marks that take no room of their own.
    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF)
            or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD) ? 2
        : 1;
}
