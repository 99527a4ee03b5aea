namespace LoopbackOAuth.Diagnostics;

/// <summary>Finds the end of a terminal escape sequence (ECMA-48), in its 7-bit and its 8-bit form.</summary>
internal static class EscapeSequence
{
    private const char Bell = '\a';
    private const char Escape = '\u001b';
    private const char StringTerminator = '\u009c';

    /// <summary>Measures the sequence that <paramref name="text"/> begins with.</summary>
    /// <param name="text">The text.</param>
    /// <returns>
    /// Its length; 0 when there is none. Of a sequence that does not end, only the introducer counts: without it the rest is
    /// ordinary text, and hiding it would let a server swallow the words that follow.
    /// </returns>
    public static int Measure(ReadOnlySpan<char> text)
    {
        if (text[0] is Escape)
        {
            return text.Length == 1 ? 1 : text[1] switch
            {
                '[' => ControlSequence(text, 2),
                ']' or 'P' or 'X' or '^' or '_' => ControlString(text, 2),
                _ => Short(text),
            };
        }

        return text[0] switch
        {
            '\u009b' => ControlSequence(text, 1),
            '\u0090' or '\u0098' or '\u009d' or '\u009e' or '\u009f' => ControlString(text, 1),
            _ => 0,
        };
    }

    private static int ControlSequence(ReadOnlySpan<char> text, int introducer)
    {
        int i = introducer;
        while (i < text.Length && text[i] is >= '\u0020' and <= '\u003f')
        {
            i++;
        }

        return i < text.Length && text[i] is >= '\u0040' and <= '\u007e' ? i + 1 : introducer;
    }

    private static int ControlString(ReadOnlySpan<char> text, int introducer)
    {
        for (int i = introducer; i < text.Length; i++)
        {
            if (text[i] is Bell or StringTerminator)
            {
                return i + 1;
            }

            if (text[i] is Escape)
            {
                // ESC \ ends the string. Any other escape cancels it, so that it did not end either.
                return i + 1 < text.Length && text[i + 1] is '\\' ? i + 2 : introducer;
            }

            // So does its 8-bit form. Looking further would also read a text of nothing but introducers over and over.
            if (text[i] is >= '\u0080' and <= '\u009f')
            {
                return introducer;
            }
        }

        return introducer;
    }

    private static int Short(ReadOnlySpan<char> text)
    {
        int i = 1;
        while (i < text.Length && text[i] is >= '\u0020' and <= '\u002f')
        {
            i++;
        }

        return i < text.Length && text[i] is >= '\u0030' and <= '\u007e' ? i + 1 : 1;
    }
}
