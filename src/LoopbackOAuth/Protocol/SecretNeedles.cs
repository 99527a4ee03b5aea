using System.Buffers;
using System.Globalization;
using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>What <see cref="SecretScrubber"/> looks for: the secrets, each character in all its spellings.</summary>
internal sealed class SecretNeedles
{
    /// <summary>How much of a secret is looked for, in characters: enough to know it by, and few enough that a hostile text cannot make the search slow.</summary>
    public const int Longest = 64;

    private SecretNeedles(string[] texts)
    {
        Spellings = [.. texts.Select(text => SpellingsOf(text.Length <= Longest ? text : text[..Longest]))];
        IsPrefix = [.. texts.Select(text => text.Length > Longest)];
        Starts = SearchValues.Create([.. Spellings.SelectMany(needle => needle[0]).Select(spelling => spelling[0])]);
    }

    /// <summary>Of each secret, of each of its characters, how it may be written; first the character itself.</summary>
    public string[][][] Spellings { get; }

    /// <summary>Of each secret, whether only its beginning is looked for.</summary>
    public bool[] IsPrefix { get; }

    /// <summary>What any spelling of any secret begins with.</summary>
    public SearchValues<char> Starts { get; }

    /// <param name="secrets">The secrets; absent ones are ignored.</param>
    public static SecretNeedles Of(IEnumerable<Secret?> secrets) =>

        // The longest first: a secret may be a part of another.
        new([.. secrets.OfType<Secret>().Select(secret => secret.Reveal()).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)]);

    private static string[][] SpellingsOf(string secret) => [.. secret.EnumerateRunes().Select(SpellingsOf)];

    private static string[] SpellingsOf(Rune rune)
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
