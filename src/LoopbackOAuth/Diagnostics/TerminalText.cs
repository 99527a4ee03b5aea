using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// Makes one harmless line of any text. Everything that came from outside the process (from a server, the environment,
/// a file) goes through here before it reaches a terminal, a log or a message; a presenter of your own needs it for
/// what it prints.
/// </summary>
public static class TerminalText
{
    private const string Ellipsis = "...";

    /// <summary>
    /// Drops control characters and whole escape sequences (ECMA-48), bidirectional, zero-width and other invisible
    /// format characters, private-use and unassigned ones and lone surrogates; turns line breaks and runs of blanks into
    /// one space, and leaves none at the ends; shortens what is too long to a text that ends in <c>...</c>.
    /// </summary>
    /// <param name="text">The text; <see langword="null"/> is the same as an empty one.</param>
    /// <param name="maxLength">The longest result, in UTF-16 units. The default is 200. Legal is 4 and more; <see cref="int.MaxValue"/> never shortens.</param>
    /// <returns>The text that may be shown, on one line and possibly empty. It is not encoded for HTML or any other format.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is below 4.</exception>
    public static string Sanitize(string? text, int maxLength = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, Ellipsis.Length + 1);
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        StringBuilder line = new(Math.Min(text.Length, maxLength));
        Span<char> units = stackalloc char[2];
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty && line.Length <= maxLength)
        {
            int sequence = EscapeSequence.Measure(rest);
            if (sequence > 0)
            {
                rest = rest[sequence..];
                continue;
            }

            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) is System.Buffers.OperationStatus.Done;
            rest = rest[length..];
            if (!isWhole)
            {
                continue;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (IsVisible(rune))
            {
                line.Append(units[..rune.EncodeToUtf16(units)]);
            }
        }

        string result = line.ToString().TrimEnd();
        return result.Length <= maxLength ? result : Shorten(result, maxLength);
    }

    private static string Shorten(string text, int maxLength)
    {
        int cut = maxLength - Ellipsis.Length;
        if (char.IsHighSurrogate(text[cut - 1]))
        {
            cut--;
        }

        return string.Concat(text.AsSpan(0, cut).TrimEnd(), Ellipsis);
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Format covers the bidirectional and zero-width characters, the soft hyphen and the tag characters.
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate => false,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,

        // Fillers, the blank braille pattern, the blank vowels of Khmer, the variation selectors and the null notehead are
        // letters, marks or symbols by category and show nothing.
        _ => rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or 0x16FE4 or 0x1D159)
            and not (>= 0x180B and <= 0x180F) and not (>= 0xFE00 and <= 0xFE0F) and not (>= 0xE0100 and <= 0xE01EF),
    };
}
