using System.Security.Cryptography;
using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Callback;

/// <summary>Pages with the caller's texts, and pages that are the caller's own.</summary>
public sealed class CallbackPagesTests
{
    private const string Strict = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const int MostBytes = 64 * 1024;

    [Fact]
    public void Texts_are_shown_in_their_language_and_the_rest_stays_english_as_a_whole()
    {
        CallbackPages pages = CallbackPages.FromTexts("de", kind => kind is CallbackPageKind.Success ? new("Angemeldet", "Fertig.\r\n\n  Bitte schließen. ") : null);
        string page = Html(pages, CallbackPageKind.Success);

        Assert.Contains("<html lang=\"de\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>Angemeldet</title>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Angemeldet</h1><p>Fertig.</p><p>Bitte schlie&#223;en.</p></main>", page, StringComparison.Ordinal);
        Assert.Equal(CallbackPages.Default.For(CallbackPageKind.Success).ContentSecurityPolicy, pages.For(CallbackPageKind.Success).ContentSecurityPolicy);
        Assert.Equal(Html(CallbackPages.Default, CallbackPageKind.Failure), Html(pages, CallbackPageKind.Failure));
    }

    [Fact]
    public void A_language_from_right_to_left_is_said_to_be()
    {
        CallbackPages pages = CallbackPages.FromTexts("ar", kind => kind is CallbackPageKind.Success ? new("تم", "تم") : null, rightToLeft: true);

        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", Html(pages, CallbackPageKind.Success), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", Html(pages, CallbackPageKind.Denied), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_is_reflected_raw_texts_are_encoded_wherever_they_stand()
    {
        const string hostile = "</style></title><script>alert(1)</script><img src=x onerror='x'>&amp;\"";
        CallbackPages pages = CallbackPages.FromTexts("en", _ => new(hostile, hostile));

        foreach (CallbackPageKind kind in Enum.GetValues<CallbackPageKind>())
        {
            string page = Html(pages, kind);
            Assert.Equal(3, page.Split("&lt;/style&gt;&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;x&#39;&gt;&amp;amp;&quot;").Length - 1);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(2, page.Split("</style").Length);
            Assert.Equal(2, page.Split("</title").Length);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("en_US")]
    [InlineData("-en")]
    [InlineData("en-")]
    [InlineData("en-abcdefghi")]
    [InlineData("abcdefghi")]
    [InlineData("12")]
    [InlineData("en\"onload=x")]
    [InlineData("én")]
    [InlineData("en-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q")]
    public void A_language_that_is_no_tag_is_refused(string language) => Refused(() => CallbackPages.FromTexts(language, _ => new("a", "b")), page: null);

    [Theory]
    [InlineData("de")]
    [InlineData("pt-BR")]
    [InlineData("zh-Hant-TW")]
    [InlineData("sl-rozaj-biske-1994")]
    public void A_language_tag_is_taken(string language) => Assert.Contains(
        $"lang=\"{language}\"",
        Html(CallbackPages.FromTexts(language, _ => new("a", "b")), CallbackPageKind.Success),
        StringComparison.Ordinal);

    public static TheoryData<string?, string?> BadTexts => new()
    {
        { null, "text" },
        { "", "text" },
        { " \t", "text" },
        { "two\nlines", "text" },
        { "bell\a", "text" },
        { new string('x', 201), "text" },
        { "title", null },
        { "title", "" },
        { "title", "\n\n" },
        { "title", "escape\u001b" },
        { "title", new string('x', 2001) },
    };

    [Theory, MemberData(nameof(BadTexts))]
    public void A_text_that_cannot_be_shown_is_refused_when_the_pages_are_made(string? title, string? text) => Refused(
        () => CallbackPages.FromTexts("en", kind => kind is CallbackPageKind.Denied ? new(title!, text!) : null),
        CallbackPageKind.Denied);

    [Fact]
    public void Texts_up_to_the_limits_are_taken()
    {
        string page = Html(CallbackPages.FromTexts("en", _ => new(new string('x', 200), new string('y', 2000))), CallbackPageKind.Success);

        Assert.Contains($"<p>{new string('y', 2000)}</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_is_sent_as_it_is_and_the_rest_stays()
    {
        const string document = "<!doctype html>\r\n<title>Ünser</title>\r\n<p>done 🎉";
        CallbackPages pages = CallbackPages.FromHtml(kind => kind is CallbackPageKind.Success ? document : null);

        Assert.Equal(Encoding.UTF8.GetBytes(document), pages.For(CallbackPageKind.Success).Body);
        Assert.Equal(Strict, pages.For(CallbackPageKind.Success).ContentSecurityPolicy);
        Assert.Equal(Html(CallbackPages.Default, CallbackPageKind.Received), Html(pages, CallbackPageKind.Received));
    }

    // The sheets are what a browser's parser makes of the document: line feeds only, up to the end tag or the end of the document.
    [Theory]
    [InlineData("<style>a{}</style>", "a{}")]
    [InlineData("<STYLE media='print' title=\"a>b\">a{}</Style >", "a{}")]
    [InlineData("<style\n>a{}</style\n>", "a{}")]
    [InlineData("<style>a{}\r\nb{}\rc{}</style>", "a{}\nb{}\nc{}")]
    [InlineData("<style>a{content:'\u2028\u0085'}</style>", "a{content:'\u2028\u0085'}")]
    [InlineData("<style>a{content:'</styles>'}</style>", "a{content:'</styles>'}")]
    [InlineData("<style>é{}</style>", "é{}")]
    [InlineData("<style></style>", "")]
    [InlineData("<style>a{}", "a{}")]
    [InlineData("<style>a{}</style><p><style>b{}</style>", "a{}", "b{}")]
    [InlineData("<style", "")]
    [InlineData("<styles>a{}</styles><stylesheet>")]
    [InlineData("<p>no style")]
    public void The_policy_allows_exactly_the_style_elements_of_the_document(string document, params string[] sheets)
    {
        string hashes = string.Concat(sheets.Select(sheet => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)))}'"));

        Assert.Equal(
            hashes.Length == 0 ? Strict : $"{Strict}; style-src{hashes}",
            CallbackPages.FromHtml(_ => document).For(CallbackPageKind.Success).ContentSecurityPolicy);
    }

    [Fact]
    public void Embedded_images_are_allowed_where_there_are_some() => Assert.Equal(
        $"{Strict}; img-src data:",
        CallbackPages.FromHtml(_ => "<img alt='' src='DATA:image/png;base64,AAAA'>").For(CallbackPageKind.Success).ContentSecurityPolicy);

    public static TheoryData<string> BadDocuments =>
    [
        "",
        " \n",
        "a\0b",
        "half \ud83d",
        "half \ude00 other",
        "<p>x<script>alert(1)</script>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<META\nNAME='Referrer' content=unsafe-url>",
        "<link rel=dns-prefetch href=//evil.example>",
        "<base href=//evil.example>",
        "<SCRIPT src=x>",
        new string('x', MostBytes + 1),
        new string('é', (MostBytes / 2) + 1),
        string.Concat(Enumerable.Repeat("<style>a{}</style>", 17)),
    ];

    [Theory, MemberData(nameof(BadDocuments))]
    public void A_document_that_cannot_be_used_is_refused_when_the_pages_are_made(string document) => Refused(
        () => CallbackPages.FromHtml(kind => kind is CallbackPageKind.Failure ? document : null),
        CallbackPageKind.Failure);

    [Fact]
    public void A_document_up_to_the_limits_is_taken()
    {
        string styles = string.Concat(Enumerable.Range(0, 16).Select(number => $"<style>a{{order:{number}}}</style>"));
        string document = styles + new string('x', MostBytes - styles.Length);
        CallbackPage page = CallbackPages.FromHtml(_ => document).For(CallbackPageKind.Success);

        Assert.Equal(MostBytes, page.Body.Length);
        Assert.Equal(17, page.ContentSecurityPolicy.Split("sha256").Length);
    }

    [Fact]
    public void Each_page_is_asked_for_once_and_when_the_pages_are_made()
    {
        List<CallbackPageKind> asked = [];
        CallbackPages pages = CallbackPages.FromHtml(kind =>
        {
            asked.Add(kind);
            return $"<p>{kind}";
        });
        Assert.Equal(Enum.GetValues<CallbackPageKind>(), asked);

        Assert.All(Enum.GetValues<CallbackPageKind>(), kind => Assert.Equal($"<p>{kind}", Html(pages, kind)));
        Assert.Equal(Enum.GetValues<CallbackPageKind>().Length, asked.Count);
    }

    [Fact]
    public void No_page_at_all_is_a_mistake()
    {
        Refused(() => CallbackPages.FromHtml(_ => null), page: null);
        Refused(() => CallbackPages.FromTexts("en", _ => null), page: null);
        Assert.Throws<ArgumentNullException>(() => CallbackPages.FromHtml(null!));
        Assert.Throws<ArgumentNullException>(() => CallbackPages.FromTexts("en", null!));
        Assert.Throws<ArgumentNullException>(() => CallbackPages.FromTexts(null!, _ => null));
    }

    private static void Refused(Action make, CallbackPageKind? page)
    {
        var exception = Assert.Throws<CallbackPageException>(make);
        Assert.Equal(page, exception.Page);
        Assert.Equal("callback_page", exception.Code);
        Assert.NotEmpty(exception.Remedy);
        Assert.Equal(exception.Message, TerminalText.Sanitize(exception.Message));
        Assert.InRange(exception.Message.Length, 1, 200);
    }

    private static string Html(CallbackPages pages, CallbackPageKind kind) => Encoding.UTF8.GetString(pages.For(kind).Body.Span);
}
