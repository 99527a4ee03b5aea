using System.ComponentModel;

namespace LoopbackOAuth.Callback;

/// <summary>
/// What the browser is shown at the end of a sign-in: one page for each <see cref="CallbackPageKind"/>, fixed when this object is
/// made. No request ever changes a page, so nothing from outside can be reflected in one. Safe to share between threads and sign-ins.
/// </summary>
/// <remarks>
/// Every page is sent with a Content-Security-Policy that runs no script, loads no file, sends no form and allows no frame around it.
/// Of a page only its inline <c>style</c> elements and its <c>data:</c> images are used.
/// </remarks>
public sealed class CallbackPages
{
    private readonly Func<CallbackPageKind, CallbackPage> _make;

    // Made when first sent: a program that starts needs none of them yet. Two threads may make the same page, and either will do.
    private readonly CallbackPage?[] _made = new CallbackPage?[(int)CallbackPageKind.NotForThisSignIn + 1];

    /// <summary>Makes the library's own pages, in English. <see cref="Default"/> has them ready.</summary>
    /// <remarks>It is there for generated configuration binding, which refuses options with a property whose type it cannot make, even where no key sets it.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public CallbackPages()
        : this(CallbackPageTemplate.English)
    {
    }

    private CallbackPages(Func<CallbackPageKind, CallbackPage> make) => _make = make;

    /// <summary>The library's own pages, in English.</summary>
    public static CallbackPages Default { get; } = new();

    /// <summary>The library's own pages with texts in the caller's language.</summary>
    /// <param name="language">The language as a tag, such as <c>de</c> or <c>pt-BR</c> (RFC 5646). Screen readers choose their voice by it.</param>
    /// <param name="text">The text for each page, asked for once and now. Where it is <see langword="null"/> the page stays English, as a whole.</param>
    /// <param name="rightToLeft">Whether the language is written from right to left. The default is <see langword="false"/>.</param>
    /// <returns>The pages.</returns>
    /// <exception cref="CallbackPageException">The language is not a tag, a text is empty or too long or has control characters, or there is no text at all.</exception>
    public static CallbackPages FromTexts(string language, Func<CallbackPageKind, CallbackPageText?> text, bool rightToLeft = false)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (!CallbackPageTemplate.IsLanguageTag(language))
        {
            throw new CallbackPageException("The language is not a language tag.", "Use a tag such as 'de' or 'pt-BR' (RFC 5646).");
        }

        return From(text, CallbackPageTemplate.Check, (kind, own) => CallbackPageTemplate.Page(kind, language, rightToLeft, own));
    }

    /// <summary>The caller's own pages.</summary>
    /// <param name="html">
    /// The HTML document for each page, asked for once and now, and sent as it is: whole, trusted, without a script, at most 64 KB as
    /// UTF-8, with at most 16 <c>style</c> elements. <c>style</c> attributes, external files and links to fonts have no effect. Where it is
    /// <see langword="null"/> the library's own English page stays.
    /// </param>
    /// <returns>The pages.</returns>
    /// <exception cref="CallbackPageException">A document is empty, too large, not text, or has a script; or there is no document at all.</exception>
    public static CallbackPages FromHtml(Func<CallbackPageKind, string?> html) =>
        From(html, CallbackPageHtml.Check, static (_, own) => CallbackPageHtml.Page(own));

    /// <summary>One page, for a transport of your own that speaks HTTP.</summary>
    /// <param name="kind">Which.</param>
    /// <returns>The page. An unknown kind gives the one that promises nothing.</returns>
    public CallbackPage For(CallbackPageKind kind)
    {
        // An answer that is not for this sign-in is the one that promises nothing.
        int index = (uint)kind < (uint)_made.Length ? (int)kind : (int)CallbackPageKind.NotForThisSignIn;
        return Volatile.Read(ref _made[index]) ?? Make(index);
    }

    private static CallbackPages From<T>(Func<CallbackPageKind, T?> source, Action<CallbackPageKind, T> check, Func<CallbackPageKind, T, CallbackPage> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(source);
        Dictionary<CallbackPageKind, T> owned = [];
        foreach (CallbackPageKind kind in Enum.GetValues<CallbackPageKind>())
        {
            if (source(kind) is { } own)
            {
                check(kind, own);
                owned[kind] = own;
            }
        }

        return owned.Count > 0
            ? new CallbackPages(kind => owned.TryGetValue(kind, out T? own) ? make(kind, own) : CallbackPageTemplate.English(kind))
            : throw new CallbackPageException("There is none at all.", $"Give at least one page, or use {nameof(CallbackPages)}.{nameof(Default)}.");
    }

    private CallbackPage Make(int index)
    {
        CallbackPage page = _make((CallbackPageKind)index);
        Volatile.Write(ref _made[index], page);
        return page;
    }
}
