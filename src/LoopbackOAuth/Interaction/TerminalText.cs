using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Makes one harmless line of any text. Everything that came from outside the process goes through here before it
/// reaches a terminal.
/// </summary>
internal static class TerminalText
{
    /// <summary>The longest text shown of something a server or an environment said.</summary>
    public const int DefaultMaxLength = 200;

    private const string Ellipsis = "...";

    /// <summary>
    /// Drops control characters and whole escape sequences, bidirectional, zero-width and other invisible format
    /// characters and lone surrogates; turns line breaks and runs of blanks into one space; shortens what is too long.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The longest result, in UTF-16 units; at least 4.</param>
    /// <returns>The text that may be shown, possibly empty.</returns>
    public static string Sanitize(string? text, int maxLength = DefaultMaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, Ellipsis.Length + 1);
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        StringBuilder line = new(Math.Min(text.Length, maxLength + 2));
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

        // Fillers are letters by category and show nothing.
        _ => rune.Value is not (0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0),
    };
}
