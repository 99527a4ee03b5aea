using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

public sealed class RelayWarningTests
{
    [Fact]
    public void The_user_reads_who_is_asked_for_whom_and_for_what_before_anything_is_opened()
    {
        string[] expected =
        [
            "This carries the answer of a sign-in to another machine. Whoever gets the",
            "answer can finish the sign-in and act in your name.",
            "",
            "  Sign in at    as.example",
            "  Client        app",
            "  It asks for   openid profile",
            "  Answer to     127.0.0.1:56121, on this computer",
            "",
            "Go on only if YOU started this sign-in on a machine you trust, just now.",
            "If somebody sent you this URL or this command, stop here.",
        ];

        Assert.Equal(expected, Compose());
    }

    [Fact]
    public void The_port_of_the_server_is_shown_when_it_is_not_the_usual_one() =>
        Assert.Contains("  Sign in at    as.example:8443", RelayWarning.Compose(AuthorizationUrls.Read(AuthorizationUrls.At("https://as.example:8443/authorize"))));

    [Fact]
    public void A_long_host_is_shown_to_its_end_which_tells_whose_it_is()
    {
        var host = $"accounts.example.com.{string.Join('.', Enumerable.Repeat("aaaaaaaaaaaaaaaa", 10))}.evil.example";

        Assert.Contains($"  Sign in at    {host}", RelayWarning.Compose(AuthorizationUrls.Read(AuthorizationUrls.At($"https://{host}/authorize"))));
    }

    [Fact]
    public void Without_scopes_it_says_so() => Assert.Contains("  It asks for   no scopes by name", Compose("scope="));

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_url_reaches_the_terminal_raw()
    {
        var lines = Compose(
            "client_id=app\u001b]52;c;ZXZpbA==\u0007\u001b[2J\r\nSign in at    good.example\u202egpj",
            "scope=a\u001b[31m b\u0000c \u200bd");

        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.All(lines, line => Assert.DoesNotContain(line, character => character is '\u202e' or '\u200b'));
        Assert.Single(lines, line => line.StartsWith("  Sign in at", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Invariant", "7")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u00a0")]
    [InlineData("\u3000")]
    [InlineData(" ")]
    [InlineData("\u4e00")]
    public void A_client_id_or_a_scope_draws_no_rows_of_its_own(string blank)
    {
        var filler = string.Concat(Enumerable.Repeat(blank, 120));
        var lines = Compose($"client_id=app{filler}Sign in at{filler}good.example", $"scope=a{blank}{filler}b");

        Assert.All(lines, line => Assert.DoesNotContain(line, character => character is not (>= ' ' and <= '~')));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
        var client = Assert.Single(lines, line => line.StartsWith("  Client ", StringComparison.Ordinal))["  Client        ".Length..];
        Assert.DoesNotContain(' ', client);
        Assert.InRange(client.Length, 3, 60);
    }

    [Fact]
    public void What_else_is_asked_for_is_named()
    {
        var lines = Compose("claims={}", "resource=https://api.example/", "audience=x", "ev%1B%5B2Jil%0D%0Aname=1", "nonce=abc", "prompt=consent", "login_hint=a");

        Assert.Contains("  And for more  that is not shown here, in these parts of the URL:", lines);
        Assert.Contains("                claims resource audience evil?name", lines);
    }

    [Fact]
    public void More_names_than_fit_are_counted()
    {
        var lines = Compose([.. Enumerable.Range(1, 200).Select(number => $"{new string('p', 40)}{number}=x")]);

        Assert.Contains("                and 194 more parts", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
        Assert.InRange(lines.Count + 2, 1, 24);
    }

    [Fact]
    public void More_scopes_than_fit_are_counted_and_not_hidden()
    {
        var lines = Compose($"scope={string.Join(' ', Enumerable.Range(1, 200).Select(number => $"scope-{number:000}"))}");

        var shown = lines.Sum(line => line.Split("scope-").Length - 1);
        Assert.Contains(lines, line => line.Contains($"and {200 - shown} more", StringComparison.Ordinal));
        Assert.InRange(shown, 20, 100);
    }

    [Theory]
    [InlineData("scope=openid")]
    [InlineData("scope=user-modify-playback-state user-read-playback-state user-read-currently-playing user-read-recently-played playlist-read-private playlist-read-collaborative playlist-modify-public playlist-modify-private user-library-read user-library-modify a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh")]
    public void With_its_question_it_fits_a_terminal_of_80_columns_and_24_lines(string change)
    {
        var lines = Compose(change);

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.InRange(lines.Count + 2, 1, 24);
    }

    private static IReadOnlyList<string> Compose(params string[] changes) => RelayWarning.Compose(AuthorizationUrls.Read(AuthorizationUrls.With(changes)));
}
