using System.Net;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Tests.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class AuthorizationUrlTests
{
    private const string Endpoint = "https://auth.example.com/authorize";

    private static AuthorizationUrlParameters Request => new()
    {
        ClientId = "client",
        RedirectUri = "http://127.0.0.1:56121/callback",
        State = new Secret("the-state"),
        CodeChallenge = "the-challenge",
    };

    [Fact]
    public void A_request_holds_what_RFC_6749_and_RFC_7636_ask_for()
    {
        Uri url = AuthorizationUrl.Build(Endpoint, Request);

        Assert.Equal(
            "https://auth.example.com/authorize?response_type=code&client_id=client&redirect_uri=http%3A%2F%2F127.0.0.1%3A56121%2Fcallback"
            + "&state=the-state&code_challenge=the-challenge&code_challenge_method=S256",
            url.AbsoluteUri);
    }

    [Fact]
    public void Scopes_nonce_resources_and_extra_parameters_are_added()
    {
        Uri url = AuthorizationUrl.Build(Endpoint, Request with
        {
            Scopes = ["openid", "profile"],
            Nonce = new Secret("the-nonce"),
            Resources = ["https://api.example.com", "https://mcp.example.com/mcp"],
            Extra = [new("plan", "generic"), new("prompt", "consent login"), new("response_mode", "form_post")],
        });

        List<KeyValuePair<string, string>> query = Query(url);
        Assert.Equal("openid profile", Single(query, "scope"));
        Assert.Equal("the-nonce", Single(query, "nonce"));
        Assert.Equal(["https://api.example.com", "https://mcp.example.com/mcp"], query.Where(pair => pair.Key == "resource").Select(pair => pair.Value));
        Assert.Equal("generic", Single(query, "plan"));
        Assert.Equal("consent login", Single(query, "prompt"));
        Assert.Equal("form_post", Single(query, "response_mode"));
    }

    [Fact]
    public void Without_scopes_and_nonce_their_parameters_are_left_out()
    {
        List<KeyValuePair<string, string>> query = Query(AuthorizationUrl.Build(Endpoint, Request));

        Assert.DoesNotContain(query, pair => pair.Key is "scope" or "nonce" or "resource");
    }

    [Theory]
    [InlineData("https://auth.example.com/authorize?tenant=a%2Fb", "https://auth.example.com/authorize?tenant=a%2Fb&response_type=code")]
    [InlineData("https://auth.example.com/authorize?tenant=a&", "https://auth.example.com/authorize?tenant=a&response_type=code")]
    [InlineData("https://auth.example.com/authorize?", "https://auth.example.com/authorize?response_type=code")]
    [InlineData("https://auth.example.com", "https://auth.example.com/?response_type=code")]
    [InlineData("https://auth.example.com/a?x=%7E'()*!", "https://auth.example.com/a?x=")]
    public void The_query_of_the_endpoint_is_kept(string endpoint, string start)
    {
        Uri url = AuthorizationUrl.Build(endpoint, Request);

        Assert.StartsWith(start, url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(url.OriginalString, url.AbsoluteUri);
        Assert.Equal("the-state", Single(Query(url), "state"));
    }

    [Fact]
    public void Any_text_arrives_whole_and_the_url_is_ascii_in_its_normal_form()
    {
        string every = string.Concat(Enumerable.Range(0, 0x250).Select(value => (char)value)) + "世界😀 %&+\u00A3\u20AC \" < > ' $(x) `y` %PATH% ^ | ; ..//../";

        Uri url = AuthorizationUrl.Build(Endpoint, Request with { Extra = [new("hint", every)] });

        Assert.Equal(every, Single(Query(url), "hint"));
        Assert.DoesNotContain(url.OriginalString, character => character is <= ' ' or > '~' or '"' or '<' or '>' or '`' or '\\');
        Assert.Equal(url.OriginalString, url.AbsoluteUri);
    }

    [Theory]
    [MemberData(nameof(ReservedParametersTests.Names), MemberType = typeof(ReservedParametersTests))]
    [InlineData("Code_Challenge_Method")]
    [Trait("Invariant", "1")]
    public void Invariant_1_an_extra_parameter_cannot_replace_what_protects_the_sign_in(string name)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => AuthorizationUrl.Build(Endpoint, Request with { Extra = [new(name, "plain")] }));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://auth.example.com/authorize?audience=x", "audience")]
    [InlineData("https://auth.example.com/authorize?%61udience=x", "audience")]
    [InlineData("https://auth.example.com/authorize?a=%zz&audience=x", "audience")]
    [InlineData(Endpoint, "scope")]
    [InlineData(Endpoint, "")]
    public void No_parameter_comes_twice_or_without_a_name(string endpoint, string extra) =>
        Assert.Throws<ArgumentException>(() => AuthorizationUrl.Build(endpoint, Request with { Scopes = ["a"], Extra = [new(extra, "y")] }));

    [Fact]
    public void An_endpoint_cannot_preset_the_state() =>
        Assert.Throws<ArgumentException>(() => AuthorizationUrl.Build(Endpoint + "?state=x", Request));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://auth.example.com/authorize")]
    [InlineData("https://auth.example.com/authorize#top")]
    public void What_must_not_be_opened_is_never_built(string endpoint) =>
        Assert.Throws<ArgumentException>(() => AuthorizationUrl.Build(endpoint, Request));

    [Theory]
    [InlineData("/relative")]
    [InlineData("mcp.example.com")]
    [InlineData("https://mcp.example.com/#part")]
    [InlineData("https://mcp.example.com/a b")]
    [InlineData("")]
    public void A_resource_is_an_absolute_URI_without_fragment(string resource) =>
        Assert.Throws<ArgumentException>(() => AuthorizationUrl.Build(Endpoint, Request with { Resources = [resource] }));

    [Fact]
    public void A_resource_is_sent_as_the_text_given()
    {
        Uri url = AuthorizationUrl.Build(Endpoint, Request with { Resources = ["https://MCP.example.com", "urn:example:api"] });

        Assert.Contains("&resource=https%3A%2F%2FMCP.example.com&resource=urn%3Aexample%3Aapi", url.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_request_does_not_print_state_or_nonce()
    {
        string printed = (Request with { Nonce = new Secret("the-nonce") }).ToString();

        Assert.DoesNotContain("the-state", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("the-nonce", printed, StringComparison.Ordinal);
    }

    private static List<KeyValuePair<string, string>> Query(Uri url) =>
        [.. url.Query[1..].Split('&').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])))];

    private static string Single(List<KeyValuePair<string, string>> query, string name) => Assert.Single(query, pair => pair.Key == name).Value;
}
