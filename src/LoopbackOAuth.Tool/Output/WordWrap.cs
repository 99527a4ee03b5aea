namespace LoopbackOAuth.Tool.Output;

/// <summary>Lines of whole words.</summary>
internal static class WordWrap
{
    /// <summary>Breaks a text at its blanks. A word that is longer than a line, such as a path, stays whole: it may have to be copied.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && CellWidth.Of(line) + 1 + CellWidth.Of(word) > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
