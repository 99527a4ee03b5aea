using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed class CrossOriginPolicyTests
{
    private static readonly string[] Listed = ["https://accounts.example.com", "https://auth.example.com"];

    [Theory]
    [InlineData("", false)]
    [InlineData("content-type", true)]
    [InlineData("Content-Type", true)]
    [InlineData("x-one, content-type ,x-two", true)]
    [InlineData("x-one,content-type", true)]
    [InlineData("x-content-type", false)]
    [InlineData("content-type-x", false)]
    [InlineData(",,", false)]
    public void Content_type_is_granted_when_it_is_asked_for(string asked, bool granted) =>
        Assert.Equal(new CrossOriginGrant(Listed[1], true, granted, false), Grant(Listed[1], preflightHeaders: asked));

    [Theory]
    [InlineData("", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("TRUE", false)]
    public void The_private_network_is_granted_when_it_is_asked_for(string asked, bool granted) =>
        Assert.Equal(new CrossOriginGrant(Listed[0], true, false, granted), Grant(Listed[0], privateNetwork: asked));

    [Fact]
    public void The_answer_to_the_fetch_itself_names_no_method_and_no_field() =>
        Assert.Equal(new CrossOriginGrant(Listed[0], false, false, true), Grant(Listed[0], preflightHeaders: "content-type", isPreflight: false));

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_outside_the_granted_origin_is_the_lists_own_text()
    {
        Assert.Same(Listed[0], Grant(Listed[0]).Origin);
        Assert.Equal(default, Grant("https://evil.example"));
        Assert.Equal(default, Grant(""));
    }

    private static CrossOriginGrant Grant(string origin, string preflightHeaders = "", string privateNetwork = "", bool isPreflight = true)
    {
        CallbackRequest request = new()
        {
            Origin = Encoding.ASCII.GetBytes(origin),
            PreflightMethod = "GET"u8,
            PreflightHeaders = Encoding.ASCII.GetBytes(preflightHeaders),
            PreflightPrivateNetwork = Encoding.ASCII.GetBytes(privateNetwork),
        };
        return new CrossOriginPolicy(Listed).Grant(request, isPreflight);
    }
}
