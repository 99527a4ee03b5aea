using LoopbackOAuth.Protocol;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class RefreshVerdictsTests
{
    [Theory]
    [InlineData("invalid_grant", 400, "dead")]
    [InlineData("invalid_grant", 401, "dead")]
    [InlineData("invalid_grant", 200, "dead")]
    [InlineData("refresh_token_reused", 400, "dead")]
    [InlineData("invalid_grant", 429, "temporary")]
    [InlineData("invalid_grant", 503, "temporary")]
    [InlineData("server_error", 400, "temporary")]
    [InlineData("temporarily_unavailable", 400, "temporary")]
    [InlineData("server_error_response", 500, "temporary")]
    [InlineData("server_error_response", 408, "temporary")]
    [InlineData("network_error", null, "temporary")]
    [InlineData("server_timeout", null, "temporary")]
    [InlineData("network_error", 400, "failed")]
    [InlineData("invalid_client", 401, "failed")]
    [InlineData("unauthorized_client", 400, "failed")]
    [InlineData("access_denied", 403, "failed")]
    [InlineData("server_error_response", 403, "failed")]
    [InlineData("server_error_response", 400, "failed")]
    [InlineData("invalid_response", 200, "failed")]
    [InlineData("metadata_invalid", null, "failed")]
    public void An_error_means_one_thing_for_the_grant(string code, int? status, string verdict)
    {
        OAuthError error = new() { Code = code, StatusCode = status };

        Assert.Equal(verdict, RefreshVerdicts.IsDead(error) ? "dead" : RefreshVerdicts.IsTemporary(error) ? "temporary" : "failed");
        Assert.False(RefreshVerdicts.IsDead(error) && RefreshVerdicts.IsTemporary(error));
    }

    [Fact]
    public void After_a_timeout_nobody_is_asked_again_in_the_same_call() =>
        Assert.False(RefreshVerdicts.IsWorthAnotherTry(new OAuthError { Code = "server_timeout" }));
}
