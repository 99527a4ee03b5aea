using System.Text;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class StatusLineTests
{
    [Theory]
    [InlineData(300, "5:00")]
    [InlineData(272, "4:32")]
    [InlineData(271.001, "4:32")]
    [InlineData(59, "0:59")]
    [InlineData(0.2, "0:01")]
    [InlineData(0, "0:00")]
    [InlineData(-7, "0:00")]
    [InlineData(3600, "1:00:00")]
    [InlineData(36061, "10:01:01")]
    public void The_time_left_is_written_for_people(double seconds, string expected) =>
        Assert.Equal($"Waiting for callback: {expected} left", StatusLine.Compose(TimeSpan.FromSeconds(seconds), false, [], 0, 80));

    [Theory]
    [InlineData("", "")]
    [InlineData("h", "h")]
    [InlineData("http", "http")]
    [InlineData("http://127.0.0.1:5612", "http://127.0.0.1:5612")]
    [InlineData("HTTPS://x", "HTTPS://x")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", "http://127.0.0.1:56121/c... (43 characters)")]
    [InlineData("http://x/?code=SECRET", "http://x/... (21 characters)")]
    [InlineData("http://x/#code=SECRET", "http://x/... (21 characters)")]
    [InlineData("code=SECRET&state=S", "(19 characters)")]
    [InlineData("?code=SECRET", "(12 characters)")]
    [InlineData("SECRET", "(6 characters)")]
    [InlineData("https", "https")]
    [InlineData("httpSECRET", "(10 characters)")]
    [Trait("Invariant", "8")]
    public void The_prompt_never_shows_a_code(string typed, string expected) =>
        Assert.Equal($"Waiting, 4:32 left. Callback URL: {expected}", Compose(typed, 100));

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_typed_is_shown_raw() =>
        Assert.Equal("Waiting, 4:32 left. Callback URL: http://x... (12 characters)", Compose("http://x\u202e\u001b[m", 100));

    [Theory]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 80, "Waiting, 4:32 left. Callback URL: http://127.0.0.1:56121/c... (43 characters)")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 60, "Waiting, 4:32 left. Callback URL: (43 characters)")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 45, "4:32 left. Callback URL: (43 characters)")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 40, "4:32 Callback URL: (43)")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 20, "Callback URL: (43)")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 12, "URL: (43)")]
    [InlineData("http://127.0.0.1:56121/callback?code=SECRET", 5, "URL:")]
    [InlineData("", 40, "Waiting, 4:32 left. Callback URL: ")]
    [InlineData("", 30, "4:32 left. Callback URL: ")]
    [InlineData("", 16, "Callback URL: ")]
    [InlineData("", 1, "")]
    [InlineData("", 0, "")]
    public void The_line_never_fills_the_screen_and_the_prompt_is_the_last_to_go(string typed, int width, string expected) =>
        Assert.Equal(expected, Compose(typed, width));

    [Theory]
    [InlineData(40, "Waiting for callback: 4:32 left")]
    [InlineData(30, "Waiting: 4:32")]
    [InlineData(10, "4:32")]
    [InlineData(3, "4:")]
    public void Without_a_prompt_the_time_is_the_last_to_go(int width, string expected) =>
        Assert.Equal(expected, StatusLine.Compose(TimeSpan.FromSeconds(272), false, [], 0, width));

    [Theory]
    [InlineData("\u00fc\u00fc", "(2 characters)")]
    [InlineData("\uff48\uff54\uff54\uff50", "(4 characters)")]
    [InlineData("\U0001f600", "(1 characters)")]
    public void Characters_are_counted_not_bytes(string typed, string expected) =>
        Assert.EndsWith(expected, Compose(typed, 100), StringComparison.Ordinal);

    private static string Compose(string typed, int width)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(typed);
        return StatusLine.Compose(TimeSpan.FromSeconds(272), true, bytes, bytes.Length, width);
    }
}
