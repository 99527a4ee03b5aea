using System.Text;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>Why a head that Kestrel's parser took may have been refused.</summary>
internal static class StrictnessModel
{
    private const int LongestHead = 16 * 1024;
    private const int MostFields = 100;

    private static readonly string[] OnceOnly = ["content-type:", "sec-fetch-mode:", "sec-fetch-dest:", "sec-fetch-site:", "sec-purpose:", "purpose:", "x-purpose:", "origin:", "host:"];

    /// <param name="head">The head as Kestrel's parser saw it, with its last line end.</param>
    public static StricterThanKestrel Reasons(ReadOnlySpan<byte> head)
    {
        string text = Encoding.Latin1.GetString(head);
        string[] lines = text.Split('\n');
        string[] ended = lines[..^1];
        StricterThanKestrel reasons = StricterThanKestrel.None;
        Add(StricterThanKestrel.BareLineFeed, ended.Any(line => !line.EndsWith('\r')));
        Add(StricterThanKestrel.TooLong, head.Length > LongestHead);

        string[] startLine = ended[0].Split(' ');
        Add(StricterThanKestrel.MethodWithoutLetter, !char.IsAsciiLetter(text[0]));
        Add(StricterThanKestrel.TargetCharacter, startLine.Length != 3 || startLine[1].Any(character => character is < '!' or > '~'));

        string[] fields = [.. ended[1..].Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];
        Add(StricterThanKestrel.TooManyFields, fields.Length > MostFields);
        Add(StricterThanKestrel.ControlInValue, fields.Any(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Any(character => character is < ' ' and not '\t' or '\u007F')));

        Add(StricterThanKestrel.FieldName, fields.Any(line => !line.Split(':')[0].All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal))));

        Add(StricterThanKestrel.RepeatedField, OnceOnly.Any(name => fields.Count(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase)) > 1));

        string[] lengths = [.. fields.Where(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase)).Select(line => line["content-length:".Length..].Trim(' ', '\t'))];
        Add(StricterThanKestrel.ContentLength, lengths.Length > 1 || lengths.Any(value => value.Length is 0 or > 10 || !value.All(char.IsAsciiDigit)));
        return reasons;

        void Add(StricterThanKestrel reason, bool applies) => reasons |= applies ? reason : StricterThanKestrel.None;
    }
}
