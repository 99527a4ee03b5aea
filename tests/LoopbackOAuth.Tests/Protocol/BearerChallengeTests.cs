using System.Net;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class BearerChallengeTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("Bearer", true)]
    [InlineData("Bearer realm=\"example\"", true)]
    [InlineData("Bearer error=\"invalid_token\"", true)]
    [InlineData("bearer ERROR=invalid_token", true)]
    [InlineData("Bearer realm=\"a, error=\\\"x\\\"\", error=\"invalid_token\", error_description=\"It expired\"", true)]
    [InlineData("Basic realm=\"x\", Bearer error=\"invalid_token\"", true)]
    [InlineData("Bearer error=\"insufficient_scope\", scope=\"a b\"", false)]
    [InlineData("Bearer error=\"invalid_request\"", false)]
    [InlineData("Bearer error_description=\"error=invalid_token\", error=\"insufficient_scope\"", false)]
    [InlineData("Basic realm=\"x\"", false)]
    [InlineData("Negotiate", false)]
    [InlineData("Bearer realm=\"x, Basic y\", error=\"insufficient_scope\"", false)]
    [InlineData("Digest nonce=\"a, Bearer error=invalid_token\", qop=auth", false)]
    [InlineData("Bearer error=\"invalid_token", true)]
    [InlineData("Bearer error=\"insufficient_scope\\", true)]
    [InlineData(",,,, Bearer error=\"insufficient_scope\" ,,,", false)]
    public void Another_token_is_asked_for_unless_the_server_names_another_reason(string? field, bool expected)
    {
        using HttpResponseMessage response = new(HttpStatusCode.Unauthorized);
        if (field is not null)
        {
            Assert.True(response.Headers.TryAddWithoutValidation("WWW-Authenticate", field));
        }

        Assert.Equal(expected, BearerChallenge.AsksForAnotherToken(response));
    }

    [Fact]
    public void The_largest_field_that_a_connection_lets_through_is_read_in_time()
    {
        using HttpResponseMessage response = new(HttpStatusCode.Unauthorized);
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", string.Concat(Enumerable.Repeat("Basic realm=\"\\\"a,\", ", 3000)) + "Bearer error=\"insufficient_scope\"");
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer " + new string('"', 60_001));

        Assert.False(BearerChallenge.AsksForAnotherToken(response));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadRequest)]
    public void Any_other_status_asks_for_none(HttpStatusCode status)
    {
        using HttpResponseMessage response = new(status);
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer error=\"invalid_token\"");

        Assert.False(BearerChallenge.AsksForAnotherToken(response));
    }
}
