using System.Globalization;
using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>
/// Replaces the secrets of a request in what the server answers, because some servers echo what they refuse. A secret
/// is also found when its characters are escaped, each in its own way: percent-encoded, HTML or JSON.
/// </summary>
/// <param name="secrets">The secrets; absent ones are ignored.</param>
internal sealed class SecretScrubber(params Secret?[] secrets)
{
    // The longest first: a secret may be a part of another.
    private readonly string[][][] _needles =
        [.. secrets.OfType<Secret>().Select(secret => secret.Reveal()).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length).Select(Spellings)];

    /// <summary>Replaces every secret by <see cref="Secret.Redacted"/>.</summary>
    public string Scrub(string text)
    {
        StringBuilder? clean = null;
        int copied = 0;
        for (int index = 0; index < text.Length; index++)
        {
            int end = MatchAny(text, index);
            if (end > index)
            {
                clean ??= new StringBuilder(text.Length);
                clean.Append(text, copied, index - copied).Append(Secret.Redacted);
                copied = end;
                index = end - 1;
            }
        }

        return clean is null ? text : clean.Append(text, copied, text.Length - copied).ToString();
    }

    private int MatchAny(string text, int start)
    {
        foreach (string[][] needle in _needles)
        {
            int end = Match(text, start, needle, escaped: false);
            end = end < 0 ? Match(text, start, needle, escaped: true) : end;
            if (end > start)
            {
                return end;
            }
        }

        return -1;
    }

    private static int Match(string text, int start, string[][] needle, bool escaped)
    {
        int position = start;
        foreach (string[] spellings in needle)
        {
            int length = escaped ? LengthOfSpelling(text, position, spellings) : LengthOf(text, position, spellings[0], StringComparison.Ordinal);
            if (length == 0)
            {
                return -1;
            }

            position += length;
        }

        return position;
    }

    // The character itself comes first in the list and is tried last: '%' is also the beginning of "%25".
    private static int LengthOfSpelling(string text, int position, string[] spellings)
    {
        for (int index = 1; index < spellings.Length; index++)
        {
            int length = LengthOf(text, position, spellings[index], StringComparison.OrdinalIgnoreCase);
            if (length > 0)
            {
                return length;
            }
        }

        return LengthOf(text, position, spellings[0], StringComparison.Ordinal);
    }

    private static int LengthOf(string text, int position, string spelling, StringComparison comparison) =>
        string.Compare(text, position, spelling, 0, spelling.Length, comparison) == 0 ? spelling.Length : 0;

    private static string[][] Spellings(string secret) => [.. secret.EnumerateRunes().Select(Spellings)];

    private static string[] Spellings(Rune rune)
    {
        string plain = rune.ToString();
        string percent = string.Concat(Encoding.UTF8.GetBytes(plain).Select(value => $"%{value:X2}"));
        string json = string.Concat(plain.Select(character => $"\\u{(int)character:X4}"));
        List<string> spellings =
        [
            plain, percent, percent.Replace("%", "%25", StringComparison.Ordinal), json,
            $"&#x{rune.Value:X};", $"&#x{rune.Value:X4};", $"&#{rune.Value.ToString(CultureInfo.InvariantCulture)};", $"&#{rune.Value:D3};",
        ];
        switch (rune.Value)
        {
            case ' ':
                spellings.Add("+");
                break;
            case '/' or '\\':
                spellings.Add("\\" + plain);
                break;
            case '"':
                spellings.AddRange(["\\\"", "&quot;"]);
                break;
            case '&':
                spellings.Add("&amp;");
                break;
            case '<':
                spellings.Add("&lt;");
                break;
            case '>':
                spellings.Add("&gt;");
                break;
            case '\'':
                spellings.Add("&apos;");
                break;
        }

        return [.. spellings];
    }
}
