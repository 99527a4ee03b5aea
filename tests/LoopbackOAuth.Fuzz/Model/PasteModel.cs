using System.Text.RegularExpressions;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>What must be true of a pasted text whose response was accepted.</summary>
internal static partial class PasteModel
{
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? Objection(string text, Uri redirectUri)
    {
        Match address = Address().Match(Plain(text, redirectUri));
        if (!address.Success)
        {
            return null;
        }

        // Another spelling of the same place, such as an escaped letter, is the same place.
        string scheme = address.Groups["scheme"].Value;
        return !Uri.TryCreate((scheme.Length == 0 ? "http://" : "") + address.Groups["place"].Value, UriKind.Absolute, out Uri? place) ? "no address"
            : place.Scheme != redirectUri.Scheme ? "another scheme"
            : place.Host != redirectUri.Host || place.Port != redirectUri.Port || place.UserInfo.Length > 0 ? "another authority"
            : place.AbsolutePath != redirectUri.AbsolutePath ? "another path"
            : null;
    }

    // Without what terminals, chats and mail programs put around and into an address.
    private static string Plain(string text, Uri redirectUri)
    {
        Regex words = new($@"\A[^?&=#/@%]+?(?={Regex.Escape(redirectUri.GetLeftPart(UriPartial.Path))}\?)", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5));
        string plain = Noise().Replace(text, "");
        for (string before = ""; before != plain;)
        {
            before = plain;
            plain = words.Replace(Echo().Replace(plain, ""), "");
            plain = Quoted().Replace(plain, "${inner}");
        }

        return plain.Replace("&amp;", "&", StringComparison.OrdinalIgnoreCase);
    }

    // What stands before a question mark is an address when it has a slash or a colon, and no parameter.
    [GeneratedRegex(@"\A(?<place>(?<scheme>[A-Za-z][A-Za-z0-9+.-]*:/*)?(?=[^?#&=]*[/:])[^?#&=]*)\?", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();

    [GeneratedRegex("\u001b\\[20[01]~|[\\s\u0085\u200B\uFEFF\0]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\A[^?&=#/@%]*?CallbackURL:", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Echo();

    [GeneratedRegex("""\A(?:\[.*?\]\((?<inner>.*)\)|"(?<inner>.*)"|'(?<inner>.*)'|`(?<inner>.*)`|<(?<inner>.*)>|\((?<inner>.*)\)|“(?<inner>.*)”)\z""", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quoted();
}
