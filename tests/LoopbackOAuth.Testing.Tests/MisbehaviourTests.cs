using System.Text.Json;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class MisbehaviourTests
{
    [Fact]
    public async Task It_denies_with_a_description_and_can_be_told_to_stop()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = TestServerMisbehaviour.Deny };

        using HttpResponseMessage denied = await server.AuthorizeAsync();
        server.Misbehaviour = TestServerMisbehaviour.None;
        using HttpResponseMessage allowed = await server.AuthorizeAsync();

        Assert.Equal(["access_denied"], denied.CallbackParameters("error"));
        Assert.Equal(["The user said no."], denied.CallbackParameters("error_description"));
        Assert.Equal([State], denied.CallbackParameters("state"));
        Assert.Empty(denied.CallbackParameters("code"));
        Assert.Single(allowed.CallbackParameters("code"));
    }

    [Fact]
    public async Task It_sends_a_hostile_description_over_both_endpoints_intact()
    {
        await using var server = new TestAuthorizationServer();
        server.Misbehaviour = new() { AuthorizationError = "server_error", ErrorDescription = TestServerMisbehaviour.HostileDescription, TokenEndpoint = TokenEndpointFault.InvalidGrant };

        using HttpResponseMessage redirected = await server.AuthorizeAsync();
        using HttpResponseMessage token = await server.RedeemAsync("any");

        Assert.Equal([TestServerMisbehaviour.HostileDescription], redirected.CallbackParameters("error_description"));
        Assert.All(redirected.Headers.Location!.OriginalString, character => Assert.InRange(character, '!', '~'));
        Assert.Equal(TestServerMisbehaviour.HostileDescription, (await token.JsonAsync(400)).GetProperty("error_description").GetString());
    }

    [Theory]
    [InlineData("<script>")]
    [InlineData("\r\n")]
    [InlineData("\u001b]52")]
    [InlineData("\u001b]0;")]
    [InlineData("\u009b")]
    [InlineData("\u202e")]
    [InlineData("\u200b")]
    [InlineData("\u2028")]
    public void The_hostile_description_tries_everything(string attack) =>
        Assert.Contains(attack, TestServerMisbehaviour.HostileDescription, StringComparison.Ordinal);

    public static TheoryData<TestServerMisbehaviour, string, string[]> WrongResponses => new()
    {
        { new() { WrongState = true }, "state", ["not-" + State] },
        { new() { NoState = true }, "state", [] },
        { new() { WrongIssuer = true }, "iss", [TestServerMisbehaviour.OtherIssuer] },
        { new() { NoIssuer = true }, "iss", [] },
        { new() { CodeAndError = true }, "error", ["server_error"] },
    };

    [Theory]
    [MemberData(nameof(WrongResponses))]
    public async Task It_sends_a_wrong_response_beside_a_genuine_code(TestServerMisbehaviour misbehaviour, string name, string[] values)
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = misbehaviour };

        using HttpResponseMessage response = await server.AuthorizeAsync();

        Assert.Equal(values, response.CallbackParameters(name));
        Assert.Single(response.CallbackParameters("code"));
    }

    [Fact]
    public async Task It_sends_the_code_twice()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { DuplicateCode = true } };

        using HttpResponseMessage response = await server.AuthorizeAsync();

        Assert.Equal(2, response.CallbackParameters("code").Length);
    }

    [Theory]
    [InlineData(TokenEndpointFault.InvalidGrant, 400, "invalid_grant")]
    [InlineData(TokenEndpointFault.InvalidClient, 401, "invalid_client")]
    [InlineData(TokenEndpointFault.OkWithError, 200, "invalid_grant")]
    public async Task The_token_endpoint_answers_with_an_error(TokenEndpointFault fault, int status, string error)
    {
        await using var server = new TestAuthorizationServer();
        string code = await server.CodeAsync();

        server.Misbehaviour = new() { TokenEndpoint = fault };
        using HttpResponseMessage failed = await server.RedeemAsync(code);
        server.Misbehaviour = TestServerMisbehaviour.None;
        using HttpResponseMessage healed = await server.RedeemAsync(code);

        Assert.Equal(error, await failed.ErrorAsync(status));
        await healed.JsonAsync();
    }

    [Theory]
    [InlineData(TokenEndpointFault.ServerErrorHtml, 500)]
    [InlineData(TokenEndpointFault.OkHtml, 200)]
    [InlineData(TokenEndpointFault.Forbidden, 403)]
    [InlineData(TokenEndpointFault.TooManyRequests, 429)]
    [InlineData(TokenEndpointFault.ServiceUnavailable, 503)]
    public async Task The_token_endpoint_answers_with_a_page(TokenEndpointFault fault, int status)
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { TokenEndpoint = fault } };

        using HttpResponseMessage response = await server.RedeemAsync("any");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Null(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(TokenEndpointFault.TooManyRequests)]
    [InlineData(TokenEndpointFault.ServiceUnavailable)]
    public async Task The_token_endpoint_asks_to_wait(TokenEndpointFault fault)
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { TokenEndpoint = fault, RetryAfter = TimeSpan.FromSeconds(90) } };

        using HttpResponseMessage response = await server.RedeemAsync("any");

        Assert.Equal(TimeSpan.FromSeconds(90), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task The_ID_token_is_about_another_user()
    {
        await using var server = new TestAuthorizationServer();
        string code = await server.CodeAsync();

        server.Misbehaviour = new() { WrongSubject = true };
        using HttpResponseMessage response = await server.RedeemAsync(code);

        Assert.Equal("not-user-1", (await response.JsonAsync()).Claims().GetProperty("sub").GetString());
    }

    [Fact]
    public async Task The_token_response_is_too_large()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { TokenEndpoint = TokenEndpointFault.Oversize } };

        using HttpResponseMessage response = await server.RedeemAsync("any");

        Assert.True(response.Content.Headers.ContentLength > 4 * 1024 * 1024);
        Assert.True((await response.JsonAsync()).TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task The_token_endpoint_waits_for_its_gate()
    {
        await using var server = new TestAuthorizationServer();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string code = await server.CodeAsync();
        server.Misbehaviour = new() { TokenEndpointGate = gate.Task };

        Task<HttpResponseMessage> waiting = server.RedeemAsync(code);
        Assert.Equal(1, server.TokenRequestCount);
        Assert.False(waiting.IsCompleted);
        gate.SetResult();

        using HttpResponseMessage response = await waiting;
        await response.JsonAsync();
    }

    [Fact]
    public async Task A_request_that_waits_ends_when_the_server_is_disposed()
    {
        var server = new TestAuthorizationServer { Misbehaviour = new() { TokenEndpointGate = new TaskCompletionSource().Task } };

        Task<HttpResponseMessage> waiting = server.RedeemAsync("any");
        await server.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task There_is_no_refresh_token()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { NoRefreshToken = true } };

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync());

        Assert.False((await response.JsonAsync()).TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task The_nonce_is_wrong_or_missing()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { WrongNonce = true } };

        using HttpResponseMessage wrong = await server.RedeemAsync(await server.CodeAsync());
        server.Misbehaviour = new() { NoNonce = true };
        using HttpResponseMessage missing = await server.RedeemAsync(await server.CodeAsync());

        Assert.Equal("not-n-1", (await wrong.JsonAsync()).Claims().GetProperty("nonce").GetString());
        JsonElement claims = (await missing.JsonAsync()).Claims();
        Assert.False(claims.TryGetProperty("nonce", out _));
    }
}
