using System.Buffers;
using System.Globalization;
using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>
/// Replaces the secrets of a request in what the server answers, because some servers echo what they refuse. A secret
/// is also found when its characters are escaped, each in its own way: percent-encoded, HTML or JSON.
/// </summary>
internal sealed class SecretScrubber
{
    // Enough to know a secret by, and few enough that a hostile text cannot make the search slow.
    private const int LongestNeedle = 64;

    // How far beyond a bound a secret that begins within it can reach, in the longest of its spellings.
    private const int Reach = LongestNeedle * 12;

    private readonly string[][][] _needles;
    private readonly bool[] _isPrefix;
    private readonly SearchValues<char> _starts;

    /// <param name="secrets">The secrets; absent ones are ignored.</param>
    public SecretScrubber(params Secret?[] secrets)
    {
        // The longest first: a secret may be a part of another.
        string[] texts = [.. secrets.OfType<Secret>().Select(secret => secret.Reveal()).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];
        _needles = [.. texts.Select(text => Spellings(text.Length <= LongestNeedle ? text : text[..LongestNeedle]))];
        _isPrefix = [.. texts.Select(text => text.Length > LongestNeedle)];
        _starts = SearchValues.Create([.. _needles.SelectMany(needle => needle[0]).Select(spelling => spelling[0])]);
    }

    /// <summary>Replaces every secret by <see cref="Secret.Redacted"/>, in time that grows with <paramref name="maxLength"/> and not with what the server sent.</summary>
    /// <param name="text">The server's text.</param>
    /// <param name="maxLength">The longest result, in characters.</param>
    public string Scrub(string text, int maxLength)
    {
        bool isCut = text.Length > maxLength + Reach;
        string clean = Scrub(isCut ? text[..(maxLength + Reach)] : text);

        // The end of a cut text may be the beginning of a secret.
        int length = isCut ? Math.Max(0, clean.Length - Reach) : clean.Length;
        return clean[..Math.Min(length, maxLength)];
    }

    private string Scrub(string text)
    {
        StringBuilder? clean = null;
        int copied = 0;
        int index = 0;
        while (text.AsSpan(index).IndexOfAny(_starts) is int skipped and >= 0)
        {
            index += skipped;
            int end = MatchAny(text, index);
            if (end > index)
            {
                clean ??= new StringBuilder(text.Length);
                clean.Append(text, copied, index - copied).Append(Secret.Redacted);
                copied = end;
                index = end;
            }
            else
            {
                index++;
            }
        }

        return clean is null ? text : clean.Append(text, copied, text.Length - copied).ToString();
    }

    private int MatchAny(string text, int start)
    {
        for (int index = 0; index < _needles.Length; index++)
        {
            int end = Match(text, start, _needles[index]);
            if (end > start)
            {
                // Of a longer secret only the beginning was looked for; whatever follows may be its rest.
                return _isPrefix[index] ? text.Length : end;
            }
        }

        return -1;
    }

    // All ways at once, because "%25" is a percent sign escaped or three characters that are not: the positions that the
    // text can have reached after each character of the secret.
    private static int Match(string text, int start, string[][] needle)
    {
        HashSet<int>? reached = Step(text, [start], needle[0]);
        for (int index = 1; index < needle.Length && reached is not null; index++)
        {
            reached = Step(text, reached, needle[index]);
        }

        return reached?.Max() ?? -1;
    }

    private static HashSet<int>? Step(string text, IEnumerable<int> positions, string[] spellings)
    {
        HashSet<int>? reached = null;
        foreach (int position in positions)
        {
            for (int index = 0; index < spellings.Length; index++)
            {
                // The character itself is the first spelling; the escapes are written in either case.
                string spelling = spellings[index];
                StringComparison comparison = index == 0 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
                if (string.Compare(text, position, spelling, 0, spelling.Length, comparison) == 0)
                {
                    (reached ??= []).Add(position + spelling.Length);
                }
            }
        }

        return reached;
    }

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
