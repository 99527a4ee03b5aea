using System.Text;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The tool's own lines. Results go to standard output, everything else to standard error; neither lets a control character of somebody else through.</summary>
internal static class Terminal
{
    public static void Error(string line) => Console.Error.WriteLine(Clean(line));

    public static void Result(string line) => Console.Out.WriteLine(Clean(line));

    /// <summary>Drops control and formatting characters, which could rewrite what the user sees.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.Surrogate))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
