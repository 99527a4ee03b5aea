using System.Text;
using System.Text.RegularExpressions;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

/// <summary>The library's own pages, as everybody gets them.</summary>
public sealed partial class CallbackPageTests
{
    public static TheoryData<CallbackPageKind> Kinds => [.. Enum.GetValues<CallbackPageKind>()];

    [Theory, MemberData(nameof(Kinds))]
    [Trait("Invariant", "7")]
    public void Nothing_from_outside_is_reflected_the_pages_are_fixed_and_need_no_script(CallbackPageKind kind)
    {
        string page = Html(kind);

        Assert.Same(CallbackPages.Default.For(kind), CallbackPages.Default.For(kind));
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"<[^>]*\s(src|href|style|on\w+)\s*=", page);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Can_be_read_by_people_and_by_screen_readers_and_is_small(CallbackPageKind kind)
    {
        string page = Html(kind);

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("content=\"width=device-width,initial-scale=1\"", page, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", page, StringComparison.Ordinal);
        Assert.Contains($"<main><div class=\"{kind}\" aria-hidden=\"true\"></div><h1>", page, StringComparison.Ordinal);
        Assert.Equal(Title().Match(page).Groups[1].Value, Assert.Single(Heading().Matches(page)).Groups[1].Value);
        Assert.InRange(CallbackPages.Default.For(kind).Body.Length, 1, 3 * 1024);
    }

    [Fact]
    public void Each_kind_has_a_title_and_a_symbol_of_its_own()
    {
        string[] titles = [.. Enum.GetValues<CallbackPageKind>().Select(kind => Title().Match(Html(kind)).Groups[1].Value)];

        Assert.Distinct(titles);
        Assert.All(titles, title => Assert.NotEmpty(title));
        Assert.All(Enum.GetNames<CallbackPageKind>(), kind => Assert.Contains($".{kind}:before", CallbackPageStyle.Sheet, StringComparison.Ordinal));
    }

    [Fact]
    public void Says_success_only_for_success() => Assert.Equal(
        [CallbackPageKind.Success],
        Enum.GetValues<CallbackPageKind>().Where(kind => Html(kind).Contains("signed in</", StringComparison.Ordinal)));

    [Fact]
    public void Whoever_is_lost_is_told_what_to_do()
    {
        string page = Html(CallbackPageKind.NotForThisSignIn);

        Assert.Contains("use the tab that was opened last", page, StringComparison.Ordinal);
        Assert.Contains("start the sign-in again", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Cross-Origin-Opener-Policy", "same-origin")]
    [InlineData("Cross-Origin-Resource-Policy", "same-origin")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    public void Keeps_the_code_out_of_caches_referrers_and_other_pages(string name, string value) =>
        Assert.Contains(new KeyValuePair<string, string>(name, value), CallbackPage.Headers);

    [Theory, MemberData(nameof(Kinds))]
    public void The_policy_allows_the_one_style_sheet_and_nothing_else(CallbackPageKind kind) => Assert.Equal(
        $"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src {CallbackPageStyle.Source}",
        CallbackPages.Default.For(kind).ContentSecurityPolicy);

    [Fact]
    public void A_kind_that_does_not_exist_promises_nothing() =>
        Assert.Same(CallbackPages.Default.For(CallbackPageKind.NotForThisSignIn), CallbackPages.Default.For((CallbackPageKind)99));

    private static string Html(CallbackPageKind kind) => Encoding.UTF8.GetString(CallbackPages.Default.For(kind).Body.Span);

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();

    [GeneratedRegex("<h1>(.*?)</h1>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
