using System.Buffers;
using System.Text;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Reads the <c>BROWSER</c> variable, for which there is a custom and no standard: a list of command lines, tried in order.
/// <c>%s</c> is where the URL goes, at the end without it; <c>%c</c> is a colon and <c>%%</c> a percent sign. Quotation marks keep words
/// together, and <c>&amp;</c> at the end, which asks for the background, is the way of every start here.
/// </summary>
internal static class BrowserEntry
{
    // Only a shell could make something of these, and none is asked. Quoted, the second ones are plain letters.
    private static readonly SearchValues<char> s_neverPlain = SearchValues.Create("$`\r\n\0");
    private static readonly SearchValues<char> s_plainIfQuoted = SearchValues.Create("|;&<>(){}");

    /// <summary>Splits the list at the separators outside quotation marks.</summary>
    /// <param name="list">The variable's value.</param>
    /// <param name="isWindows">Whether the separator is a semicolon, and only the double quotation mark quotes.</param>
    public static IEnumerable<string> Split(string list, bool isWindows)
    {
        int start = 0;
        char quote = '\0';
        for (int i = 0; i < list.Length; i++)
        {
            char character = list[i];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character == '"' || (character == '\'' && !isWindows))
            {
                quote = character;
            }
            else if (character == (isWindows ? ';' : ':'))
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        yield return list[start..].Trim();
    }

    /// <summary>Splits an entry into words, without expanding anything.</summary>
    /// <returns>The words; <see langword="null"/> when only a shell could run it.</returns>
    public static List<string>? Words(string entry, bool isWindows)
    {
        List<string> words = [];
        StringBuilder word = new();
        char quote = '\0';
        bool isWord = false;
        entry = entry.EndsWith(" &", StringComparison.Ordinal) ? entry[..^2] : entry;
        for (int i = 0; i < entry.Length; i++)
        {
            char character = entry[i];
            if (s_neverPlain.Contains(character) || (quote == '\0' && s_plainIfQuoted.Contains(character)))
            {
                return null;
            }

            if (character == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (character == '"' || (character == '\'' && !isWindows)))
            {
                quote = character;
                isWord = true;
            }
            else if (quote == '\0' && character is (' ' or '\t'))
            {
                Complete();
            }
            else
            {
                bool isEscape = character == '\\' && !isWindows && quote != '\'' && i + 1 < entry.Length;
                word.Append(isEscape ? entry[++i] : character);
                isWord = true;
            }
        }

        Complete();
        return quote == '\0' ? words : null;

        void Complete()
        {
            if (isWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
        }
    }

    /// <summary>Whether a word says where the URL goes.</summary>
    public static bool HasPlaceholder(string word) => word.Replace("%%", "", StringComparison.Ordinal).Contains("%s", StringComparison.Ordinal);

    /// <summary>Puts the URL, colons and percent signs where they go.</summary>
    public static string Fill(string word, string url)
    {
        StringBuilder filled = new(word.Length + url.Length);
        for (int i = 0; i < word.Length; i++)
        {
            string? text = word[i] == '%' && i + 1 < word.Length ? Meaning(word[i + 1], url) : null;
            if (text is null)
            {
                filled.Append(word[i]);
            }
            else
            {
                filled.Append(text);
                i++;
            }
        }

        return filled.ToString();
    }

    private static string? Meaning(char letter, string url) => letter switch
    {
        's' => url,
        'c' => ":",
        '%' => "%",
        _ => null,
    };
}
