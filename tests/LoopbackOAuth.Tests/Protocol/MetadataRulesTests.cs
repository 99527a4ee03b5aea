using System.Text;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class MetadataRulesTests
{
    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://auth.example.com/x")]
    [InlineData("/x")]
    [InlineData("")]
    [InlineData("https://auth.example.com/x#y")]
    [InlineData("https://user@auth.example.com/x")]
    [InlineData("https://auth.example.com/\\u001b[31m")]
    [InlineData("https://auth.example.com/$(touch x) \\\"")]
    [Trait("Invariant", "7")]
    public void Invariant_7_an_endpoint_that_must_not_be_used_is_refused_and_not_printed_raw(string endpoint)
    {
        foreach (string name in (string[])["authorization_endpoint", "token_endpoint", "device_authorization_endpoint"])
        {
            OAuthError error = MetadataRules.Combine(new AuthorizationServer(), Document($"\"{name}\":\"{endpoint}\"")).Error();

            Assert.Equal("metadata_invalid", error.Code);
            Assert.DoesNotContain(error.Description!, char.IsControl);
        }
    }

    [Fact]
    public void Stated_endpoints_are_held_to_the_same_rule()
    {
        AuthorizationServer server = new() { AuthorizationEndpoint = "http://auth.example.com/a", TokenEndpoint = "https://auth.example.com/t" };

        Assert.Equal("metadata_invalid", MetadataRules.Combine(server, document: null).Error().Code);
    }

    [Theory]
    [InlineData("authorization_endpoint")]
    [InlineData("token_endpoint")]
    public void Both_endpoints_are_needed(string missing)
    {
        OAuthError error = MetadataRules.Combine(new AuthorizationServer(), Document($"\"{missing}\":null")).Error();

        Assert.Equal("metadata_invalid", error.Code);
        Assert.Contains(missing.Replace('_', ' '), error.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evilx.ai/token", false)]
    [InlineData("https://x.ai.evil.com/token", false)]
    [InlineData("https://auth.x.ai/token", true)]
    [InlineData("https://x.ai/token", true)]
    public void An_endpoint_is_on_an_allowed_host(string tokenEndpoint, bool allowed)
    {
        AuthorizationServer server = new() { AllowedHosts = ["x.ai", "*.x.ai"], AuthorizationEndpoint = "https://auth.x.ai/authorize" };

        ProtocolResult<AuthorizationServerMetadata> result = MetadataRules.Combine(server, Document($"\"token_endpoint\":\"{tokenEndpoint}\""));

        Assert.Equal(allowed, result.TryGet(out _, out OAuthError? error));
        Assert.Equal(allowed ? null : "metadata_invalid", error?.Code);
    }

    [Theory]
    [InlineData("[\"S256\"]", true)]
    [InlineData("[\"plain\",\"S256\"]", true)]
    [InlineData("null", true)]
    [InlineData("[]", false)]
    [InlineData("[\"plain\"]", false)]
    [InlineData("[\"s256\"]", false)]
    [Trait("Invariant", "1")]
    public void Invariant_1_a_server_that_lists_its_methods_must_list_S256(string methods, bool supported)
    {
        ProtocolResult<AuthorizationServerMetadata> result = MetadataRules.Combine(new AuthorizationServer(), Document($"\"code_challenge_methods_supported\":{methods}"));

        Assert.Equal(supported, result.TryGet(out _, out OAuthError? error));
        Assert.Equal(supported ? null : "pkce_not_supported", error?.Code);
    }

    [Theory]
    [MemberData(nameof(ReservedParametersTests.Names), MemberType = typeof(ReservedParametersTests))]
    [InlineData("st%61te")]
    [InlineData("State")]
    public void The_authorization_endpoint_cannot_preset_what_the_sign_in_sets(string name) =>
        Assert.Equal(
            "metadata_invalid",
            MetadataRules.Combine(new AuthorizationServer(), Document($"\"authorization_endpoint\":\"https://auth.example.com/a?{name}=x\"")).Error().Code);

    [Theory]
    [InlineData("\"issuer\":17")]
    [InlineData("\"token_endpoint\":[]")]
    [InlineData("\"authorization_endpoint\":{}")]
    [InlineData("\"code_challenge_methods_supported\":\"S256\"")]
    [InlineData("\"code_challenge_methods_supported\":[1]")]
    [InlineData("\"code_challenge_methods_supported\":[null]")]
    [InlineData("\"authorization_response_iss_parameter_supported\":\"true\"")]
    [InlineData("\"issuer\":\"https://a.example\",\"issuer\":\"https://b.example\"")]
    [InlineData("\"issuer\":\"https://a.example\",\"\\u0069ssuer\":\"https://b.example\"")]
    [InlineData("\"issuer\":\"\\ud800\"")]
    public void A_known_member_of_another_type_or_twice_makes_the_document_unusable(string member) =>
        Assert.Null(MetadataDocument.Parse(Encoding.UTF8.GetBytes($"{{{member}}}")));

    private static MetadataDocument Document(string members)
    {
        string json = "{" + members
            + (members.Contains("\"authorization_endpoint\"", StringComparison.Ordinal) ? string.Empty : ",\"authorization_endpoint\":\"https://auth.x.ai/authorize\"")
            + (members.Contains("\"token_endpoint\"", StringComparison.Ordinal) ? string.Empty : ",\"token_endpoint\":\"https://auth.x.ai/token\"") + "}";
        MetadataDocument? document = MetadataDocument.Parse(Encoding.UTF8.GetBytes(json));
        Assert.NotNull(document);
        return document;
    }
}
