using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class AuthorizationServerValidatorTests
{
    private const string Authorize = "https://auth.example.com/authorize";
    private const string Token = "https://auth.example.com/token";
    private const string Device = "https://auth.example.com/device";

    public static TheoryData<string> BadUrls =>
    [
        "", " ", "auth.example.com", "/authorize", "//auth.example.com", "https:", "https://", "https:///authorize", "https:/auth.example.com",
        "https:auth.example.com", "http://auth.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com", "http://localhost.", "http://loopback", "http://127.1", "http://2130706433", "http://0x7f.0.0.1", "http://127.0.0.%31", "https://%61uth.example.com",
        "http://10.0.0.1", "http://0.0.0.0", "http://[::]", "ftp://auth.example.com", "file:///etc/passwd", "javascript:alert(1)", "javascript://localhost/%0aalert(1)",
        "data:text/html,x", "https://auth.example.com#fragment", "https://auth.example.com/#", "https://user@auth.example.com", "https://user:canary@auth.example.com",
        "https://@auth.example.com", " https://auth.example.com", "https://auth.example.com ", "https://auth.example.com\n", "https://auth.example.com/\u0001",
        "https://auth.example.com\\@evil.example", "https://b\u00fccher.example", "https://auth.example.com/<script>", "https://auth.example.com/\"", "https://auth.example.com:99999",
        "https://auth.example.com/" + new string('a', 2048),
    ];

    [Theory]
    [MemberData(nameof(BadUrls), DisableDiscoveryEnumeration = true)]
    [Trait("Invariant", "9")]
    public void Only_absolute_https_or_http_loopback_urls_are_taken_and_a_bad_one_is_not_repeated(string url)
    {
        ProviderConfigurationException[] exceptions =
        [
            Refused("Issuer", new() { Issuer = url }),
            Refused("AuthorizationEndpoint", new() { AuthorizationEndpoint = url, TokenEndpoint = Token }),
            Refused("TokenEndpoint", new() { AuthorizationEndpoint = Authorize, TokenEndpoint = url }),
            Refused("DeviceAuthorizationEndpoint", new() { Issuer = "https://auth.example.com", DeviceAuthorizationEndpoint = url }),
        ];

        Assert.All(exceptions, exception => Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://auth.example.com")]
    [InlineData("HTTPS://AUTH.EXAMPLE.COM")]
    [InlineData("https://auth.example.com:8443/tenant/")]
    [InlineData("https://auth.example.com/@me")]
    [InlineData("https://xn--bcher-kva.example")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.8.9.10:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://LOCALHOST:8080")]
    public void An_https_url_or_an_http_url_on_loopback_is_taken(string url) =>
        Assert.Null(Record.Exception(() => Validate(new() { Issuer = url, AuthorizationEndpoint = url, TokenEndpoint = url })));

    [Fact]
    public void An_issuer_has_no_query_but_an_endpoint_may()
    {
        Refused("Issuer", new() { Issuer = "https://auth.example.com?tenant=1" });

        Assert.Null(Record.Exception(() => Validate(new() { AuthorizationEndpoint = Authorize + "?tenant=1@2", TokenEndpoint = Token })));
    }

    [Theory]
    [InlineData(null, null, null, SignInFlow.Loopback, null)]
    [InlineData(Authorize, Token, null, SignInFlow.Loopback, null)]
    [InlineData(Authorize, Token, Device, SignInFlow.Loopback, null)]
    [InlineData(Authorize, null, null, SignInFlow.Loopback, "TokenEndpoint")]
    [InlineData(null, Token, null, SignInFlow.Loopback, "AuthorizationEndpoint")]
    [InlineData(null, Token, Device, SignInFlow.Loopback, "AuthorizationEndpoint")]
    [InlineData(null, Token, null, SignInFlow.PastedCode, "AuthorizationEndpoint")]
    [InlineData(null, null, Device, SignInFlow.Loopback, "TokenEndpoint")]
    [InlineData(null, Token, Device, SignInFlow.DeviceCode, null)]
    [InlineData(null, Token, Device, SignInFlow.UserCode, null)]
    [InlineData(null, Token, null, SignInFlow.DeviceCode, "DeviceAuthorizationEndpoint")]
    [InlineData(Authorize, Token, null, SignInFlow.UserCode, "DeviceAuthorizationEndpoint")]
    public void Without_an_issuer_the_endpoints_of_the_flow_come_together_or_not_at_all(string? authorize, string? token, string? device, SignInFlow flow, string? missing)
    {
        var server = new AuthorizationServer { AuthorizationEndpoint = authorize, TokenEndpoint = token, DeviceAuthorizationEndpoint = device };

        var exception = (ProviderConfigurationException?)Record.Exception(() => AuthorizationServerValidator.Validate("acme", server, flow));

        Assert.Equal(missing, exception?.Setting);
        Assert.Null(Record.Exception(() => AuthorizationServerValidator.Validate("acme", server with { Issuer = "https://auth.example.com" }, flow)));
    }

    [Fact]
    public void Stated_endpoints_are_held_to_the_allowed_hosts()
    {
        Refused("TokenEndpoint", new() { AuthorizationEndpoint = Authorize, TokenEndpoint = "https://evilexample.com/token", AllowedHosts = ["example.com", "*.example.com"] });

        Assert.Null(Record.Exception(() => Validate(new() { AuthorizationEndpoint = Authorize, TokenEndpoint = Token, AllowedHosts = ["example.com", "*.example.com"] })));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://example.com")]
    [InlineData("")]
    [InlineData(null)]
    public void A_pattern_that_is_none_is_refused(string? pattern) =>
        Refused("AllowedHosts", new() { Issuer = "https://auth.example.com", AllowedHosts = [pattern!] });

    private static void Validate(AuthorizationServer server) => AuthorizationServerValidator.Validate("acme", server, SignInFlow.Loopback);

    private static ProviderConfigurationException Refused(string setting, AuthorizationServer server)
    {
        var exception = Assert.Throws<ProviderConfigurationException>(() => Validate(server));
        Assert.Equal(setting, exception.Setting);
        return exception;
    }
}
