using System.Buffers;
using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>
/// Replaces the secrets of a request in what the server answers, because some servers echo what they refuse. A secret
/// is also found when its characters are escaped, each in its own way: percent-encoded, HTML or JSON.
/// </summary>
internal sealed class SecretScrubber
{
    // How far beyond a bound a secret that begins within it can reach, in the longest of its spellings.
    private const int Reach = SecretNeedles.Longest * 12;

    private readonly Secret?[] _secrets;
    private SecretNeedles? _needles;

    /// <param name="secrets">The secrets; absent ones are ignored.</param>
    public SecretScrubber(params Secret?[] secrets) => _secrets = secrets;

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
        // Made for the first text, which most sign-ins never have: all spellings of a code and a verifier are 70 KB.
        SecretNeedles needles = _needles ??= SecretNeedles.Of(_secrets);
        StringBuilder? clean = null;
        int copied = 0;
        int index = 0;
        while (text.AsSpan(index).IndexOfAny(needles.Starts) is int skipped and >= 0)
        {
            index += skipped;
            int end = MatchAny(needles, text, index);
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

    private static int MatchAny(SecretNeedles needles, string text, int start)
    {
        for (int index = 0; index < needles.Spellings.Length; index++)
        {
            int end = Match(text, start, needles.Spellings[index]);
            if (end > start)
            {
                // Of a longer secret only the beginning was looked for; whatever follows may be its rest.
                return needles.IsPrefix[index] ? text.Length : end;
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
}
