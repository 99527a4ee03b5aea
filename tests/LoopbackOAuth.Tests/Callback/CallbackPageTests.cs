using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed partial class CallbackPageTests
{
    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_outside_is_reflected_the_pages_are_fixed_and_need_no_script()
    {
        foreach (CallbackPageKind kind in Enum.GetValues<CallbackPageKind>())
        {
            string page = Encoding.UTF8.GetString(CallbackPage.Body(kind));
            Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("viewport", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_policy_allows_the_one_style_that_the_page_has()
    {
        string page = Encoding.UTF8.GetString(CallbackPage.Body(CallbackPageKind.Success));
        string style = StyleElement().Match(page).Groups[1].Value;
        string policy = CallbackPage.Headers.Single(header => header.Key == "Content-Security-Policy").Value;
        Assert.NotEmpty(style);
        Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    public void Keeps_the_code_out_of_caches_and_referrers(string name, string value) =>
        Assert.Contains(new KeyValuePair<string, string>(name, value), CallbackPage.Headers);

    [Fact]
    public void Says_success_only_for_success()
    {
        foreach (CallbackPageKind kind in Enum.GetValues<CallbackPageKind>())
        {
            Assert.Equal(kind is CallbackPageKind.Success, Encoding.UTF8.GetString(CallbackPage.Body(kind)).Contains("signed in</", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StyleElement();
}
