using System.Buffers;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Finds the parameters in what a user pasted: the full address, its query with or without <c>?</c>, or the
/// <c>code#state</c> that some pages show. What terminals, chats and mail programs do to an address is undone first.
/// Nothing is decided here about state or issuer: the same validator as for the listener does that.
/// </summary>
internal static class PastedCallback
{
    private const string PromptEcho = "Callback URL:";

    private static readonly (char Open, char Close)[] s_quotes =
        [('"', '"'), ('\'', '\''), ('`', '`'), ('<', '>'), ('(', ')'), ('\u201C', '\u201D')];

    private static readonly SearchValues<char> s_partsOfAddresses = SearchValues.Create("?&=#/@%");

    public static CallbackRefusal Read(string text, Uri redirectUri, out string query)
    {
        query = "";
        if (text.Length > CallbackParser.MaxLength)
        {
            return CallbackRefusal.TooLarge;
        }

        string pasted = Unwrap(text, redirectUri);
        if (pasted.Length == 0)
        {
            return CallbackRefusal.Empty;
        }

        if (IsAddress(pasted, redirectUri, out string address))
        {
            return ReadAddress(address, redirectUri, out query);
        }

        string bare = pasted[0] == '?' ? pasted[1..] : pasted;
        if (IsAddressOfAnotherPlace(bare))
        {
            return IsAuthorizationRequest(bare) ? CallbackRefusal.AuthorizationUrl : CallbackRefusal.WrongRedirectUri;
        }

        int fragment = bare.IndexOf('#');
        if (HasParameter(bare, "code=") || HasParameter(bare, "error=") || HasParameter(bare, "state="))
        {
            query = fragment < 0 ? bare : bare[..fragment];
            return IsAuthorizationRequest(query) ? CallbackRefusal.AuthorizationUrl : CallbackRefusal.None;
        }

        if (fragment > 0 && fragment == bare.LastIndexOf('#') && fragment < bare.Length - 1 && bare.AsSpan().IndexOfAny('?', '&') < 0)
        {
            query = $"code={Uri.EscapeDataString(bare[..fragment])}&state={Uri.EscapeDataString(bare[(fragment + 1)..])}";
            return CallbackRefusal.None;
        }

        return LooksLikeCode(bare) ? CallbackRefusal.BareCode : CallbackRefusal.NotACallback;
    }

    private static CallbackRefusal ReadAddress(string address, Uri redirectUri, out string query)
    {
        query = "";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? pasted))
        {
            return CallbackRefusal.NotACallback;
        }

        if (!IsSamePlace(pasted, redirectUri))
        {
            return IsAuthorizationRequest(pasted.Query) ? CallbackRefusal.AuthorizationUrl : CallbackRefusal.WrongRedirectUri;
        }

        // Cut from the text, not from the parsed address: the parser must see the bytes the server sent.
        int mark = address.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
        {
            return CallbackRefusal.NothingDelivered;
        }

        query = address[(mark + 1)..];
        int fragment = query.IndexOf('#', StringComparison.Ordinal);
        query = fragment < 0 ? query : query[..fragment];
        return CallbackRefusal.None;
    }

    // Scheme, host, port and path must be those of this sign-in (RFC 8252 section 8.10).
    private static bool IsSamePlace(Uri pasted, Uri redirectUri) =>
        pasted.Scheme == redirectUri.Scheme
        && pasted.Host == redirectUri.Host
        && pasted.Port == redirectUri.Port
        && pasted.AbsolutePath == redirectUri.AbsolutePath
        && pasted.UserInfo.Length == 0;

    // Some browsers hide the scheme in the address bar, and so in what is copied from it.
    private static bool IsAddress(string pasted, Uri redirectUri, out string address)
    {
        if (pasted.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || pasted.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            address = pasted;
            return true;
        }

        address = "http://" + pasted;
        return pasted.StartsWith(redirectUri.Authority + "/", StringComparison.OrdinalIgnoreCase);
    }

    // A query that begins with a name has none of these before its first '='. Whatever has, is or was an address, and not
    // of this sign-in, or it would have been seen as one.
    private static bool IsAddressOfAnotherPlace(string bare)
    {
        int mark = bare.IndexOf('?', StringComparison.Ordinal);
        int end = bare.AsSpan().IndexOfAny('=', '&');
        return mark >= 0 && (end < 0 || mark < end);
    }

    // A guess that only chooses the words of the refusal.
    private static bool LooksLikeCode(string bare) => bare.Length >= 6 && bare[0] != '/' && bare.AsSpan().IndexOfAny("?&:") < 0;

    private static bool HasParameter(string query, string name) =>
        query.StartsWith(name, StringComparison.Ordinal) || query.Contains("&" + name, StringComparison.Ordinal);

    private static bool IsAuthorizationRequest(string query) => query.Contains("response_type=", StringComparison.Ordinal);

    private static string Unwrap(string text, Uri redirectUri)
    {
        string pasted = Once(RemoveBlanks(text.Replace("\u001b[200~", "", StringComparison.Ordinal).Replace("\u001b[201~", "", StringComparison.Ordinal)));
        string echo = PromptEcho.Replace(" ", "", StringComparison.Ordinal);
        string address = redirectUri.GetLeftPart(UriPartial.Path) + "?";
        for (string before = ""; before != pasted;)
        {
            before = pasted;
            pasted = Unquote(pasted);
            pasted = pasted == before ? WithoutWords(pasted, echo, isMarkOneOfThem: true) : pasted;
            pasted = pasted == before ? WithoutWords(pasted, address, isMarkOneOfThem: false) : pasted;
        }

        return pasted.Replace("&amp;", "&", StringComparison.OrdinalIgnoreCase);
    }

    // The same response twice or more is one that was pasted so often.
    private static string Once(string text)
    {
        while (text.Length % 2 == 0
            && text.AsSpan(0, text.Length / 2).ContainsAny('=', '#')
            && text.AsSpan(0, text.Length / 2).SequenceEqual(text.AsSpan(text.Length / 2)))
        {
            text = text[..(text.Length / 2)];
        }

        return text;
    }

    // What stands before the address: the prompt with its countdown, or the words before a line that was to be copied. Only
    // what cannot be an address or a query itself is left out.
    private static string WithoutWords(string pasted, string mark, bool isMarkOneOfThem)
    {
        int start = pasted.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        if (start < 0 || pasted.AsSpan(0, start).ContainsAny(s_partsOfAddresses))
        {
            return pasted;
        }

        if (isMarkOneOfThem)
        {
            return pasted[(start + mark.Length)..];
        }

        // Quotation marks around the address come off with those behind it.
        while (start > 0 && s_quotes.Any(quote => quote.Open == pasted[start - 1]))
        {
            start--;
        }

        return pasted[start..];
    }

    private static string Unquote(string pasted)
    {
        // [text](address), as chats write it.
        int link = pasted.IndexOf("](", StringComparison.Ordinal);
        if (link >= 0 && pasted[0] == '[' && pasted[^1] == ')')
        {
            return pasted[(link + 2)..^1];
        }

        return pasted.Length >= 2 && s_quotes.Contains((pasted[0], pasted[^1])) ? pasted[1..^1] : pasted;
    }

    // An address holds no blank; those inside come from lines that a terminal or a mail program wrapped.
    private static string RemoveBlanks(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (char character in text)
        {
            if (!char.IsWhiteSpace(character) && character is not ('\u200B' or '\uFEFF' or '\0'))
            {
                result.Append(character);
            }
        }

        return result.ToString();
    }
}
