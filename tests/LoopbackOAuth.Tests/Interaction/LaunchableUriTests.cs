using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class LaunchableUriTests
{
    [Theory]
    [InlineData("https://login.example.com/a?b=c&d=e", "https://login.example.com/a?b=c&d=e")]
    [InlineData("HTTPS://LOGIN.example.com", "https://login.example.com/")]
    [InlineData("http://127.0.0.1:8080/start", "http://127.0.0.1:8080/start")]
    [InlineData("http://[::1]:8080/start", "http://[::1]:8080/start")]
    [InlineData("http://localhost:8080/start", "http://localhost:8080/start")]
    [InlineData("https://x.example/a b", "https://x.example/a%20b")]
    [InlineData("https://x.example/?a=\"b\"'c'`d`", "https://x.example/?a=%22b%22%27c%27%60d%60")]
    [InlineData("https://x.example/?a=\\b", "https://x.example/?a=%5Cb")]
    [InlineData("https://x.example/\u00fc?\u202e", "https://x.example/%C3%BC?%E2%80%AE")]
    [InlineData("https://m\u00fcnchen.example/", "https://xn--mnchen-3ya.example/")]
    [InlineData("https://x.example/?a=|<>^{}", "https://x.example/?a=%7C%3C%3E%5E%7B%7D")]
    [InlineData("https://x.example/?a=\r\n\u001b", "https://x.example/?a=%0D%0A%1B")]
    [Trait("Invariant", "9")]
    public void Only_urls_serialised_anew_by_the_parser_are_launched(string uri, string expected) =>
        Assert.Equal(expected, LaunchableUri.Serialize(new Uri(uri)));

    [Theory]
    [InlineData("http://login.example.com/")]
    [InlineData("http://127.0.0.1.example.com/")]
    [InlineData("http://localhost.example.com/")]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ms-settings:privacy")]
    [InlineData("mailto:a@b.example")]
    [InlineData("ftp://x.example/")]
    [InlineData("x-apple.systempreferences:com.apple")]
    [InlineData("\\\\server\\share\\x.exe")]
    [InlineData("/relative")]
    [InlineData("calc.exe")]
    [InlineData("--version")]
    [Trait("Invariant", "9")]
    public async Task Only_https_and_http_loopback_urls_are_launched(string uri)
    {
        Uri parsed = new(uri, UriKind.RelativeOrAbsolute);
        BrowserLauncher launcher = new(() => throw new InvalidOperationException("It went on."), TimeProvider.System);

        await Assert.ThrowsAsync<ArgumentException>(async () => await launcher.LaunchAsync(parsed, TestContext.Current.CancellationToken));
    }
}
