using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Providers;

/// <summary>The grammar of provider ids and aliases: a letter or digit, then up to 63 letters, digits, <c>.</c>, <c>_</c> or <c>-</c>, all ASCII.</summary>
internal static class ProviderName
{
    public const int MaximumLength = 64;

    /// <summary>Whether a text is a name in any letter case. Nothing outside ASCII is one, so a look-alike never folds into a known name.</summary>
    public static bool IsName([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: > 0 and <= MaximumLength } || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        // A plain loop: names are short, and a table of searched characters costs a cold start more than it ever saves.
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text is a name in the form that definitions use: lower case.</summary>
    public static bool IsCanonical([NotNullWhen(true)] string? text) => IsName(text) && !text.AsSpan().ContainsAnyInRange('A', 'Z');

    /// <summary>Whether a provider is called by this name, by its id or an alias.</summary>
    public static bool Names(ProviderDefinition provider, string name) =>
        provider.Id.Equals(name, StringComparison.OrdinalIgnoreCase)
        || provider.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A text as it may stand in a message: visible ASCII, the rest as escapes, cut where no name would go on.</summary>
    /// <remarks>
    /// Not the cleaner of <see cref="Diagnostics.TerminalText"/>, which leaves out what cannot be seen: a name that was
    /// refused for a look-alike or an invisible character must show that character, or the message makes no sense.
    /// </remarks>
    public static string Printable(string? text)
    {
        if (text is null || IsName(text))
        {
            return text ?? "";
        }

        var printable = new StringBuilder();
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, MaximumLength)))
        {
            if (character is >= ' ' and <= '~')
            {
                printable.Append(character);
            }
            else
            {
                printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
        }

        return printable.Append(text.Length > MaximumLength ? "..." : "").ToString();
    }
}
