using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class ErrorRemediesTests
{
    private const string RedirectUri = "http://127.0.0.1:56121/callback";

    [Theory]
    [InlineData("invalid_grant", null, "start the sign-in again")]
    [InlineData("invalid_client", null, "client secret")]
    [InlineData("unauthorized_client", null, "registration")]
    [InlineData("unsupported_grant_type", null, "authorization code grant")]
    [InlineData("invalid_scope", null, "scopes")]
    [InlineData("invalid_target", null, "resource")]
    [InlineData("access_denied", null, "allow the access")]
    [InlineData("temporarily_unavailable", null, "later")]
    [InlineData("redirect_uri_mismatch", null, RedirectUri)]
    [InlineData("invalid_grant", "redirect_uri did not match", RedirectUri)]
    [InlineData("invalid_request", "Invalid Redirect URI", RedirectUri)]
    [InlineData("invalid_request", "AADSTS9010010: The resource parameter ...", "resource out")]
    [InlineData("invalid_request", null, "extra parameters")]
    public void A_known_code_has_a_remedy(string code, string? description, string words) =>
        Assert.Contains(words, ErrorRemedies.For(code, description, RedirectUri), StringComparison.Ordinal);

    [Theory]
    [InlineData("invalid_grant", null, "Sign in again")]
    [InlineData("invalid_client", null, "provider's configuration")]
    [InlineData("unauthorized_client", null, "refresh token grant")]
    [InlineData("unsupported_grant_type", null, "refresh token grant")]
    [InlineData("invalid_request", "AADSTS9010010: The resource parameter ...", "without a resource")]
    [InlineData("invalid_request", null, "client secret")]
    [InlineData("invalid_target", null, "resource")]
    [InlineData("temporarily_unavailable", null, "later")]
    [InlineData("something_new", "The redirect_uri is wrong", null)]
    public void A_refresh_has_remedies_of_its_own(string code, string? description, string? words)
    {
        string? remedy = ErrorRemedies.ForRefresh(code, description);

        Assert.Equal(words is null, remedy is null);
        Assert.Contains(words ?? "", remedy ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("code is used up", remedy ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsupported_token_type", "does not revoke")]
    [InlineData("invalid_client", "client id")]
    [InlineData("something_new", null)]
    public void A_revocation_has_remedies_of_its_own(string code, string? words)
    {
        string? remedy = ErrorRemedies.ForRevocation(code, "words");

        Assert.Equal(words is null, remedy is null);
        Assert.Contains(words ?? "", remedy ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_code_has_none() => Assert.Null(ErrorRemedies.For("something_new", "words", RedirectUri));

    [Theory]
    [InlineData(401, "client")]
    [InlineData(404, "token endpoint")]
    [InlineData(429, "later")]
    [InlineData(503, "later")]
    [InlineData(418, "token endpoint")]
    public void A_status_has_a_remedy(int status, string words) => Assert.Contains(words, ErrorRemedies.ForStatus(status), StringComparison.Ordinal);
}
