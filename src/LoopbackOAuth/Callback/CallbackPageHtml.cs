using System.Security.Cryptography;
using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>A caller's own document: sent as it is, with a policy that allows its inline styles, its embedded images, and nothing else.</summary>
/// <remarks>
/// Looking for elements is not security: a style that is missed or misread only makes the browser refuse it, and whatever is
/// in the document, the policy runs no script and loads no file. What a policy does not govern, a way to another page without the
/// user, is refused where it is found.
/// </remarks>
internal static class CallbackPageHtml
{
    private const int MostBytes = 64 * 1024;
    private const int MostStyles = 16;
    private const string Style = "style";

    public static CallbackPage Page(string document)
    {
        StringBuilder policy = new(CallbackPage.StrictestPolicy);
        List<string> styles = StylesOf(document);
        if (styles.Count > 0)
        {
            policy.Append("; style-src");
            foreach (string style in styles)
            {
                policy.Append(" 'sha256-").Append(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))).Append('\'');
            }
        }

        if (document.Contains("data:image/", StringComparison.OrdinalIgnoreCase))
        {
            policy.Append("; img-src data:");
        }

        return new CallbackPage(Encoding.UTF8.GetBytes(document), policy.ToString());
    }

    /// <exception cref="CallbackPageException">The document cannot be used.</exception>
    public static void Check(CallbackPageKind kind, string document)
    {
        if (string.IsNullOrWhiteSpace(document))
        {
            throw new CallbackPageException(kind, "it is empty.", "Give a whole HTML document, or null to keep the library's own page.");
        }

        if (!IsText(document))
        {
            throw new CallbackPageException(kind, "it is not text: it has a NUL or half a surrogate pair.", "Read the document with the encoding that it was written in.");
        }

        if (Encoding.UTF8.GetByteCount(document) > MostBytes)
        {
            throw new CallbackPageException(kind, $"it is larger than {MostBytes / 1024} KB.", "Make it smaller, embedded images first; it has to be on the screen before the user closes the tab.");
        }

        if (ElementAfter(document, "script", 0) >= 0)
        {
            throw new CallbackPageException(kind, "it has a script, and no script would run.", "Do without; write '<' as '&lt;' where a text speaks of one.");
        }

        if (LeadsAway(document))
        {
            throw new CallbackPageException(kind, "it has a meta element with http-equiv or name=\"referrer\", or a link or base element: these reach beyond the page, and no policy stops them.", "Leave them out; the header fields say all that is needed.");
        }

        if (StylesOf(document).Count > MostStyles)
        {
            throw new CallbackPageException(kind, $"it has more than {MostStyles} style elements.", "Put them into one.");
        }
    }

    // A browser hashes what its parser made of the document, and that has no carriage returns.
    private static List<string> StylesOf(string document)
    {
        document = document.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        List<string> styles = [];
        int start;
        for (int from = 0; (start = ElementAfter(document, Style, from)) >= 0;)
        {
            start = EndOfTag(document, start);
            int end = ElementAfter(document, "/" + Style, start);
            from = end < 0 ? document.Length : end;
            styles.Add(document[start..(end < 0 ? document.Length : end - Style.Length - 2)]);
        }

        return styles;
    }

    private static bool LeadsAway(string document)
    {
        for (int start = 0; (start = ElementAfter(document, "meta", start)) >= 0;)
        {
            string tag = document[start..EndOfTag(document, start)];
            if (tag.Contains("http-equiv", StringComparison.OrdinalIgnoreCase) || tag.Contains("referrer", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return ElementAfter(document, "link", 0) >= 0 || ElementAfter(document, "base", 0) >= 0;
    }

    // The place after the name of the next tag with this name, or -1.
    private static int ElementAfter(string document, string name, int from)
    {
        while ((from = document.IndexOf("<" + name, from, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            from += name.Length + 1;
            if (from == document.Length || document[from] is ' ' or '\t' or '\n' or '\f' or '\r' or '/' or '>')
            {
                return from;
            }
        }

        return -1;
    }

    // The place after the '>' of a tag; one between quotes does not count.
    private static int EndOfTag(string document, int from)
    {
        char quote = '\0';
        for (; from < document.Length; from++)
        {
            char character = document[from];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '>')
            {
                return from + 1;
            }
        }

        return from;
    }

    private static bool IsText(string document)
    {
        if (document.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        for (int at = 0; at < document.Length; at++)
        {
            if (char.IsSurrogate(document[at]) && !(char.IsHighSurrogate(document[at]) && at + 1 < document.Length && char.IsLowSurrogate(document[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
