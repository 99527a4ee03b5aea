using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderDefinitionValidatorTests
{
    private static readonly ProviderDefinition s_valid = Registry.Own("acme");

    public static TheoryData<string, ProviderDefinition> Invalid => new()
    {
        { "Id", s_valid with { Id = "Acme" } },
        { "Aliases", s_valid with { Aliases = ["fine", "not fine"] } },
        { "Aliases", s_valid with { Aliases = [null!] } },
        { "DisplayName", s_valid with { DisplayName = "" } },
        { "DisplayName", s_valid with { DisplayName = "Acme\u001b[2J" } },
        { "DisplayName", s_valid with { DisplayName = new string('a', 101) } },
        { "Flow", s_valid with { Flow = (SignInFlow)9 } },
        { "ClientAuthentication", s_valid with { ClientAuthentication = (ClientAuthenticationMethod)(-1) } },
        { "ClientId", s_valid with { ClientId = "" } },
        { "ClientId", s_valid with { ClientId = "a\nb" } },
        { "ClientId", s_valid with { ClientId = "caf\u00e9" } },
        { "Host", s_valid with { Redirect = new() { Host = LoopbackHost.Localhost, AcceptedHosts = [LoopbackHost.IPv4] } } },
        { "Host", s_valid with { Redirect = new() { AcceptedHosts = [] } } },
        { "Host", s_valid with { Redirect = new() { Host = (LoopbackHost)7, AcceptedHosts = [(LoopbackHost)7] } } },
        { "Scopes", s_valid with { Scopes = ["openid profile"] } },
        { "Scopes", s_valid with { Scopes = [""] } },
        { "Scopes", s_valid with { Scopes = [null!] } },
        { "Scopes", s_valid with { Scopes = ["a\"b"] } },
        { "Scopes", s_valid with { Scopes = ["a\\b"] } },
        { "Scopes", s_valid with { Scopes = ["a\u007fb"] } },
        { "Scopes", s_valid with { Scopes = ["caf\u00e9"] } },
        { "AuthorizationParameters", WithParameter("", "a") },
        { "AuthorizationParameters", WithParameter("a b", "a") },
        { "AuthorizationParameters", WithParameter("a", "b\r\nc") },
        { "AuthorizationParameters", WithParameter("a", null!) },
        { "CallbackOrigins", s_valid with { CallbackOrigins = ["https://accounts.example.com", "https://accounts.example.com/"] } },
        { "CallbackOrigins", s_valid with { CallbackOrigins = ["http://accounts.example.com"] } },
        { "CallbackOrigins", s_valid with { CallbackOrigins = ["https://a.example\r\nX: y"] } },
        { "CallbackOrigins", s_valid with { CallbackOrigins = [null!] } },
        { "Timeout", s_valid with { Timeout = TimeSpan.FromMilliseconds(999) } },
        { "Timeout", s_valid with { Timeout = TimeSpan.FromSeconds(3601) } },
        { "Timeout", s_valid with { Timeout = System.Threading.Timeout.InfiniteTimeSpan } },
        { "Documentation", s_valid with { Documentation = new Uri("javascript:alert(1)") } },
        { "Documentation", s_valid with { Documentation = new Uri("/docs", UriKind.Relative) } },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named_with_its_provider_and_a_remedy(string setting, ProviderDefinition definition)
    {
        var exception = Assert.Throws<ProviderConfigurationException>(() => ProviderDefinitionValidator.Validate(definition));

        Assert.Equal(setting, exception.Setting);
        Assert.Equal("provider_configuration", exception.Code);
        Assert.Contains($"'{definition.Id}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(setting, exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Remedy);
    }

    [Theory]
    [MemberData(nameof(ReservedParametersTests.Names), MemberType = typeof(ReservedParametersTests))]
    [InlineData("STATE")]
    public void A_parameter_of_the_protocol_itself_cannot_be_overwritten(string name)
    {
        var exception = Assert.Throws<ProviderConfigurationException>(() => ProviderDefinitionValidator.Validate(WithParameter(name, "x")));

        Assert.Equal("AuthorizationParameters", exception.Setting);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<ProviderDefinition> Valid =>
    [
        s_valid,
        s_valid with { Server = new() },
        s_valid with { DisplayName = "Acm\u00e9 & S\u00f6hne" },
        s_valid with { ClientId = "a client" },
        s_valid with { Scopes = ["!", "~", "a:b", "https://example.com/scope"] },
        s_valid with { Timeout = TimeSpan.FromSeconds(1) },
        s_valid with { Timeout = TimeSpan.FromHours(1) },
        s_valid with { ClientSecret = new Secret("secret"), ClientAuthentication = ClientAuthenticationMethod.ClientSecretPost },
        WithParameter("access_type", "offline"),
        WithParameter("prompt", ""),
        WithParameter("response_mode", "form_post"),
    ];

    [Theory]
    [MemberData(nameof(Valid), DisableDiscoveryEnumeration = true)]
    public void What_is_legal_passes(ProviderDefinition definition) =>
        Assert.Null(Record.Exception(() => ProviderDefinitionValidator.Validate(definition)));

    private static ProviderDefinition WithParameter(string name, string value) =>
        s_valid with { AuthorizationParameters = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value } };
}
