using System.Net;
using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>The library's own page around a text.</summary>
internal static class CallbackPageTemplate
{
    private const int LongestTitle = 200;
    private const int LongestText = 2000;

    private const string Policy = CallbackPage.StrictestPolicy + "; style-src " + CallbackPageStyle.Source;

    public static CallbackPage English(CallbackPageKind kind) => Page(kind, "en", rightToLeft: false, CallbackPageEnglish.Of(kind));

    public static CallbackPage Page(CallbackPageKind kind, string language, bool rightToLeft, CallbackPageText text)
    {
        string title = WebUtility.HtmlEncode(text.Title.Trim());
        StringBuilder html = new(3072);
        html.Append("<!doctype html><html lang=\"").Append(language).Append(rightToLeft ? "\" dir=\"rtl\">" : "\">")
            .Append("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>")
            .Append(title)
            .Append("</title><style>").Append(CallbackPageStyle.Sheet).Append("</style></head><body><main><div class=\"").Append(kind).Append("\" aria-hidden=\"true\"></div><h1>")
            .Append(title)
            .Append("</h1>");
        foreach (string paragraph in text.Text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>");
        }

        return new CallbackPage(Encoding.UTF8.GetBytes(html.Append("</main></body></html>").ToString()), Policy);
    }

    /// <exception cref="CallbackPageException">The text cannot be shown.</exception>
    public static void Check(CallbackPageKind kind, CallbackPageText text)
    {
        if (!IsShowable(text.Title, LongestTitle) || text.Title.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new CallbackPageException(kind, "its title cannot be shown.", $"Use one line of 1 to {LongestTitle} characters, without control characters.");
        }

        if (!IsShowable(text.Text, LongestText))
        {
            throw new CallbackPageException(kind, "its text cannot be shown.", $"Use 1 to {LongestText} characters, without control characters other than line ends.");
        }
    }

    /// <summary>Whether a text has the form of a language tag (RFC 5646 section 2.1), so that it needs no encoding in an attribute.</summary>
    public static bool IsLanguageTag(string language) =>
        language.Length <= 35
        && language.Split('-') is [{ Length: >= 2 } first, .. var rest]
        && first.All(char.IsAsciiLetter)
        && first.Length <= 8
        && rest.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    // Null may come from callers whose compiler does not look.
    private static bool IsShowable(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(character => char.IsControl(character) && character is not ('\r' or '\n'));
}
