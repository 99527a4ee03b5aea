using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed class CallbackParserTests
{
    private const string State = "s-1";

    [Theory]
    [InlineData("code=abc&state=s-1", "abc")]
    [InlineData("state=s-1&code=abc", "abc")]
    [InlineData("code=4%2F0AX4XfWh&state=s-1", "4/0AX4XfWh")]
    [InlineData("code=a+b&state=s-1", "a b")]
    [InlineData("code=a=b==&state=s-1", "a=b==")]
    [InlineData("code=abc&state=s-1&session_state=x&authuser=0&prompt=%zz", "abc")]
    [InlineData("&&code=abc&&state=s-1&", "abc")]
    [InlineData("c%6Fde=abc&state=s-1", "abc")]
    [InlineData("code=abc&state=s-1&error=", "abc")]
    [InlineData("x&code=abc&state=s-1", "abc")]
    public void Finds_the_code(string query, string code)
    {
        Assert.Equal(CallbackRefusal.None, Parse(query, out AuthorizationResponse? response));
        Assert.Equal(code, response!.Code!.Reveal());
        Assert.Equal(State, response.State.Reveal());
    }

    [Theory]
    [InlineData("code=a&code=b&state=s-1")]
    [InlineData("code=&code=a&state=s-1")]
    [InlineData("code=a&state=s-1&state=s-1")]
    [InlineData("code=a&st%61te=s-1&state=s-1")]
    [InlineData("error=x&error=x&state=s-1")]
    [InlineData("code=a&state=s-1&iss=a&iss=a")]
    public void Refuses_a_repeated_parameter(string query) => Assert.Equal(CallbackRefusal.RepeatedParameter, Parse(query, out _));

    [Theory]
    [InlineData("code=%")]
    [InlineData("code=%4")]
    [InlineData("code=%zz")]
    [InlineData("code=a%00b")]
    [InlineData("code=a%0d%0ab")]
    [InlineData("code=%7F")]
    [InlineData("code=%C3%A9")]
    [InlineData("code=%C0%AF")]
    [InlineData("code=caf\u00e9")]
    [InlineData("state=%1b[31m")]
    [InlineData("error=%07")]
    [InlineData("error=a%22b")]
    [InlineData("error=a%5Cb")]
    [InlineData("error=a\\b")]
    [InlineData("error=x&error_uri=https://a%20b")]
    [InlineData("error=x&error_uri=a+b")]
    [InlineData("error=x&error_uri=%22")]
    [InlineData("code=a&iss=https://%C3%A9")]
    [InlineData("error=x&error_description=%")]
    [InlineData("error=x&error_description=%E2%82")]
    [InlineData("error=x&error_description=%C0%AF")]
    [InlineData("error=x&error_description=%E0%80%AF")]
    [InlineData("error=x&error_description=%ED%A0%80")]
    [InlineData("error=x&error_description=%F4%90%80%80")]
    [InlineData("error=x&error_description=%FF")]
    [InlineData("error=x&error_description=a%80b")]
    public void Refuses_wrong_escapes_wrong_characters_and_what_is_no_utf_8(string query) => Assert.Equal(CallbackRefusal.Malformed, Parse(query, out _));

    [Fact]
    public void Refuses_each_byte_outside_visible_ascii_in_a_code()
    {
        for (int value = 0; value < 256; value++)
        {
            bool visible = value is >= 0x20 and <= 0x7E;
            Assert.Equal(visible ? CallbackRefusal.None : CallbackRefusal.Malformed, Parse($"code=x%{value:X2}&state=s-1", out _));
        }
    }

    [Fact]
    public void Keeps_an_error_description_in_any_language_for_display()
    {
        Assert.Equal(CallbackRefusal.None, Parse("error=access_denied&error_description=n%C3%B6%1b&state=s-1", out AuthorizationResponse? response));
        Assert.Equal("n\u00f6\u001b", response!.ErrorDescription);
        Assert.Equal("access_denied", response.Error);
        Assert.Null(response.Code);
    }

    [Fact]
    public void Reads_the_encoding_vector_of_rfc_6749_appendix_b()
    {
        Assert.Equal(CallbackRefusal.None, Parse("error=x&error_description=+%25%26%2B%C2%A3%E2%82%AC&state=s-1", out AuthorizationResponse? response));
        Assert.Equal(" %&+\u00a3\u20ac", response!.ErrorDescription);
    }

    [Fact]
    public void Distinguishes_names_by_case()
    {
        Assert.Equal(CallbackRefusal.None, Parse("CODE=a&state=s-1", out AuthorizationResponse? response));
        Assert.Null(response!.Code);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Is_finite_sizes_are_bounded()
    {
        string longest = "code=" + new string('x', CallbackParser.MaxLength - 5 - 10) + "&state=s-1";
        Assert.Equal(CallbackParser.MaxLength, longest.Length);
        Assert.Equal(CallbackRefusal.None, Parse(longest, out _));
        Assert.Equal(CallbackRefusal.TooLarge, Parse(longest + "1", out _));
    }

    [Fact]
    public void Takes_a_code_of_eight_kilobytes()
    {
        Assert.Equal(CallbackRefusal.None, Parse($"code={new string('x', 8192)}&state=s-1", out AuthorizationResponse? response));
        Assert.Equal(8192, response!.Code!.Reveal().Length);
    }

    [Theory]
    [InlineData("https%3A%2F%2Fauth.example.com%2Fa%2Bb")]
    [InlineData("https%3a%2f%2fauth.example.com%2Fa%2bb")]
    [InlineData("https://auth.example.com/a%2Bb")]
    [InlineData("%68ttps://auth.example.com/a%2Bb")]
    public void Reads_an_issuer_alike_whether_or_not_it_comes_as_expected(string iss)
    {
        const string Issuer = "https://auth.example.com/a+b";
        byte[] query = Encoding.ASCII.GetBytes($"code=a&state=s-1&iss={iss}");
        Assert.Equal(CallbackRefusal.None, CallbackParser.Parse(query, out CallbackParameters plain));
        Assert.Equal(CallbackRefusal.None, CallbackParser.Parse(query, out CallbackParameters expected, new KnownIssuer(Issuer)));
        Assert.Equal(Issuer, plain.Issuer.DecodeText());
        Assert.Equal(Issuer, expected.Issuer.DecodeText());
        Assert.True(new KnownIssuer(Issuer).Is(plain.Issuer));
        Assert.True(new KnownIssuer(Issuer).Is(expected.Issuer));
        Assert.False(new KnownIssuer("https://auth.example.com/a b").Is(plain.Issuer));
    }

    [Fact]
    public void Says_when_there_is_nothing_at_all() => Assert.Equal(CallbackRefusal.Empty, Parse("", out _));

    [Fact]
    public void Allocates_nothing()
    {
        byte[] query = "code=4%2F0AX4XfWhxyz&state=s-1&iss=https%3A%2F%2Fauth.example.com&x=y"u8.ToArray();
        CallbackParser.Parse(query, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 100; count++)
        {
            CallbackParser.Parse(query, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static CallbackRefusal Parse(string query, out AuthorizationResponse? response)
    {
        CallbackRefusal refusal = CallbackParser.Parse(Encoding.UTF8.GetBytes(query), out CallbackParameters parameters);
        response = refusal is CallbackRefusal.None && !parameters.State.IsEmpty ? parameters.ToResponse(CallbackChannel.Redirect, "test") : null;
        return refusal;
    }
}
