using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class PastedCallbackTests
{
    private const string Query = "code=abc&state=xyz";
    private static readonly Uri RedirectUri = new("http://127.0.0.1:56121/callback");

    public static TheoryData<string> GoodPastes { get; } =
    [
        "http://127.0.0.1:56121/callback?code=abc&state=xyz",
        "  http://127.0.0.1:56121/callback?code=abc&state=xyz  \n",
        "HTTP://127.0.0.1:56121/callback?code=abc&state=xyz",
        "127.0.0.1:56121/callback?code=abc&state=xyz",
        "?code=abc&state=xyz",
        "code=abc&state=xyz",
        "http://127.0.0.1:56121/call  \n  back?code=a  \r\n bc&state=xyz",
        "\"http://127.0.0.1:56121/callback?code=abc&state=xyz\"",
        "'http://127.0.0.1:56121/callback?code=abc&state=xyz'",
        "<http://127.0.0.1:56121/callback?code=abc&state=xyz>",
        "`http://127.0.0.1:56121/callback?code=abc&state=xyz`",
        "[here](http://127.0.0.1:56121/callback?code=abc&state=xyz)",
        "http://127.0.0.1:56121/callback?code=abc&amp;state=xyz",
        "\u001b[200~http://127.0.0.1:56121/callback?code=abc&state=xyz\u001b[201~",
        "Callback URL: http://127.0.0.1:56121/callback?code=abc&state=xyz",
        "Callback URL: \"<http://127.0.0.1:56121/callback?code=abc&amp;state=xyz>\"",
        "http://127.0.0.1:56121/callback?code=abc&state=xyz#_=_",
        "abc#xyz",

        // With the words it stood behind.
        "Waiting, 4:32 left. Callback URL: http://127.0.0.1:56121/callback?code=abc&state=xyz",
        "4:32 Callback URL: ?code=abc&state=xyz",
        "Paste this line: http://127.0.0.1:56121/callback?code=abc&state=xyz",
        "Paste this line: \"http://127.0.0.1:56121/callback?code=abc&state=xyz\"",
        "-> <http://127.0.0.1:56121/callback?code=abc&state=xyz>",

        // More than once, and with newlines.
        "http://127.0.0.1:56121/callback?code=abc&state=xyz\nhttp://127.0.0.1:56121/callback?code=abc&state=xyz\n",
        "http://127.0.0.1:56121/callback?code=abc&state=xyzhttp://127.0.0.1:56121/callback?code=abc&state=xyz",
        "?code=abc&state=xyz ?code=abc&state=xyz ?code=abc&state=xyz ?code=abc&state=xyz",
        "\n\n  http://127.0.0.1:56121/callback?code=abc&state=xyz \n\n\n\n",
        "\u3000http://127.0.0.1:56121/callback?code=abc&state=xyz\u00a0",
    ];

    [Theory]
    [MemberData(nameof(GoodPastes))]
    public void Understands_what_terminals_and_chats_do_to_an_address(string pasted)
    {
        Assert.Equal(CallbackRefusal.None, PastedCallback.Read(pasted, RedirectUri, out string query));
        Assert.Equal(Query, query);
    }

    [Theory]
    [InlineData("", CallbackRefusal.Empty)]
    [InlineData("   \r\n ", CallbackRefusal.Empty)]
    [InlineData("\"\"", CallbackRefusal.Empty)]
    [InlineData("https://127.0.0.1:56121/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://localhost:56121/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://127.0.0.1:56122/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://127.0.0.1/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://127.0.0.1:56121/other?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://user@127.0.0.1:56121/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://evil.example/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("https://auth.example.com/authorize?response_type=code&client_id=x&state=xyz", CallbackRefusal.AuthorizationUrl)]
    [InlineData("response_type=code&client_id=x&state=xyz", CallbackRefusal.AuthorizationUrl)]
    [InlineData("http://127.0.0.1:56121/callback", CallbackRefusal.NothingDelivered)]
    [InlineData("4/0AX4XfWhabcdef", CallbackRefusal.BareCode)]
    [InlineData("0AX4XfWhabcdef", CallbackRefusal.BareCode)]
    [InlineData("/callback", CallbackRefusal.NotACallback)]
    [InlineData("hello", CallbackRefusal.NotACallback)]
    [InlineData("https://auth.example.com/?next=http://127.0.0.1:56121/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("https://auth.example.com/http://127.0.0.1:56121/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("user@http://127.0.0.1:56121/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("Paste this: http://127.0.0.1:56122/callback?code=abc&state=xyz", CallbackRefusal.WrongRedirectUri)]
    [InlineData("http://", CallbackRefusal.NotACallback)]
    public void Says_precisely_what_is_wrong(string pasted, CallbackRefusal refusal) =>
        Assert.Equal(refusal, PastedCallback.Read(pasted, RedirectUri, out _));

    [Fact]
    [Trait("Invariant", "13")]
    public void Is_finite_a_paste_over_sixteen_kilobytes_is_refused()
    {
        string longest = "code=" + new string('x', CallbackParser.MaxLength - 5);
        Assert.Equal(CallbackRefusal.None, PastedCallback.Read(longest, RedirectUri, out _));
        Assert.Equal(CallbackRefusal.TooLarge, PastedCallback.Read(longest + "x", RedirectUri, out _));
    }

    [Fact]
    public void Every_refusal_has_advice_of_two_lines_at_most_that_says_what_to_do()
    {
        foreach (CallbackRefusal refusal in Enum.GetValues<CallbackRefusal>())
        {
            string advice = PasteAdvice.For(refusal, RedirectUri);

            Assert.InRange(advice.Length, 1, 2 * 80);
            Assert.DoesNotContain('\n', advice);
            Assert.Matches("[Pp]aste|[Cc]opy|Start", advice);
        }
    }

    [Fact]
    public void A_code_that_is_escaped_for_the_query_survives_unchanged()
    {
        Assert.Equal(CallbackRefusal.None, PastedCallback.Read("a+b=#s", RedirectUri, out string query));
        Assert.Equal("code=a%2Bb%3D&state=s", query);
    }
}
