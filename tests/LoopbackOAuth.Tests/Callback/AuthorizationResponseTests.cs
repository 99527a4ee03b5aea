using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Callback;

public sealed class AuthorizationResponseTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1234/callback", "http://127.0.0.1:1234/callback?code=4%2F0%2Bx&state=s&iss=https%3A%2F%2Fas.example")]
    [InlineData("http://127.0.0.1:1234/callback?tenant=a", "http://127.0.0.1:1234/callback?tenant=a&code=4%2F0%2Bx&state=s&iss=https%3A%2F%2Fas.example")]
    public void Becomes_a_redirect_again_for_a_client_that_takes_one(string redirectUri, string expected)
    {
        AuthorizationResponse response = new()
        {
            Code = new Secret("4/0+x"),
            State = new Secret("s"),
            Issuer = "https://as.example",
            Channel = CallbackChannel.Redirect,
            Transport = "socket",
        };
        Assert.Equal(expected, response.ToRedirect(new Uri(redirectUri)).OriginalString);
    }

    [Fact]
    public void An_error_becomes_one_too()
    {
        AuthorizationResponse response = new()
        {
            Error = "access_denied",
            ErrorDescription = "no & no",
            State = new Secret("s"),
            Channel = CallbackChannel.Paste,
            Transport = "paste",
        };
        Assert.Equal("http://[::1]:9/?error=access_denied&error_description=no%20%26%20no&state=s", response.ToRedirect(new Uri("http://[::1]:9/")).OriginalString);
    }
}
