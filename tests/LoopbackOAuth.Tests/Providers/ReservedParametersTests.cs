using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ReservedParametersTests
{
    public static TheoryData<string> Names =>
    [
        "client_id",
        "client_secret",
        "code_challenge",
        "code_challenge_method",
        "code_verifier",
        "nonce",
        "redirect_uri",
        "request",
        "request_uri",
        "resource",
        "response_type",
        "scope",
        "state",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_sign_in_says_is_its_own_in_any_letter_case(string name)
    {
        Assert.True(ReservedParameters.Contains(name));
        Assert.True(ReservedParameters.Contains(name.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("response_mode")]
    [InlineData("prompt")]
    [InlineData("login_hint")]
    [InlineData("audience")]
    [InlineData("plan")]
    [InlineData("code")]
    [InlineData("client")]
    public void What_it_does_not_say_is_anybodys(string name) => Assert.False(ReservedParameters.Contains(name));
}
