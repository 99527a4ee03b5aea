using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What becomes of tokens when the server does not refresh them.</summary>
public sealed class RefreshRefusalTests
{
    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromSeconds(6.25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<TokenEndpointFault> Troubles =>
        [TokenEndpointFault.TooManyRequests, TokenEndpointFault.ServiceUnavailable, TokenEndpointFault.ServerErrorHtml];

    public static TheoryData<TokenEndpointFault, string, AccessTokenFailure> Failures => new()
    {
        { TokenEndpointFault.Forbidden, "server_error_response", AccessTokenFailure.AccountRefused },
        { TokenEndpointFault.InvalidClient, "invalid_client", AccessTokenFailure.ClientRefused },
        { TokenEndpointFault.OkHtml, "invalid_response", AccessTokenFailure.InvalidResponse },
        { TokenEndpointFault.Oversize, "response_too_large", AccessTokenFailure.InvalidResponse },
    };

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_dead_grant_asks_for_a_sign_in_once_and_keeps_its_tokens()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant, ErrorDescription = "Gone.\u001b[31m" };
        user.Expire();

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        var stored = await user.StoredAsync();

        Assert.Equal((SignInReason.GrantRefused, "invalid_grant"), (required.Reason, required.Code));
        Assert.Equal("Gone.\u001b[31m", required.ServerError!.Description);
        Assert.Equal(user.Tokens.RefreshToken, stored!.RefreshToken);
        Assert.Equal(user.Tokens.AccessToken, stored.AccessToken);
        Assert.Equal(new GrantRefusal("invalid_grant", "Gone.", user.Clock.GetUtcNow()), stored.Refusal);

        // Neither this process nor another one asks the server again.
        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        var other = Assert.IsType<AccessTokenResult.SignInRequired>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
        Assert.Equal("Gone.", other.ServerError!.Description);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_new_sign_in_takes_the_place_of_a_dead_grant()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant };
        user.Expire();
        await user.GetAsync();
        user.Server.Misbehaviour = TestServerMisbehaviour.None;

        await user.SignInAsync();

        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync());
        Assert.Null((await user.StoredAsync())!.Refusal);
    }

    [Fact]
    public async Task A_grant_that_cannot_be_marked_is_remembered_in_the_process()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant };
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);

        Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());

        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_dead_grant_that_was_not_marked_is_no_word_about_a_new_sign_in_with_the_same_refresh_token()
    {
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { RotateRefreshTokens = false });
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant };
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);
        Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        user.Store.Heal();
        user.Server.Misbehaviour = TestServerMisbehaviour.None;

        // Another process's sign-in, at a server that gives the refresh token it gave before.
        var newer = user.Tokens with { AccessToken = new("second"), ObtainedAt = user.Clock.GetUtcNow(), ExpiresAt = user.Clock.GetUtcNow() + SignedIn.Lifetime };
        await user.Store.SetAsync(user.Key, newer, Cancellation);

        Assert.Equal(newer.AccessToken, await user.TokenAsync());
        user.Expire();
        Assert.True(user.Server.IsActive(await user.TokenAsync()));
    }

    [Fact]
    public async Task A_refused_grant_hides_no_access_token_that_is_still_good()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.InvalidGrant };
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(1));

        var first = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        var other = Assert.IsType<AccessTokenResult.Available>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));

        Assert.Equal(user.Tokens.AccessToken, first.AccessToken);
        Assert.Equal(("invalid_grant", "Sign in again."), (first.Warning!.Code, first.Warning.Remedy));
        Assert.Equal((first.AccessToken, "invalid_grant"), (other.AccessToken, other.Warning!.Code));
        Assert.NotNull((await user.StoredAsync())!.Refusal);

        // Refused at the resource, or expired: then only a sign-in helps.
        var process = user.AnotherProcess().AccessTokens;
        Assert.IsType<AccessTokenResult.SignInRequired>(await process.GetAccessTokenAsync(user.Key, AccessTokenDemand.ForceRefresh(first.AccessToken), Cancellation));
        Assert.IsType<AccessTokenResult.SignInRequired>(await process.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
        user.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact]
    public async Task What_a_foreign_handler_throws_is_a_failure_without_its_text_and_followed_by_a_pause()
    {
        var isBroken = false;
        var asked = 0;
        await using var user = await SignedIn.StartAsync(wrap: inner => new InterceptingHandler(inner, (_, _) =>
            isBroken && ++asked > 0 ? throw new InvalidOperationException("canary") : null));
        user.Expire();
        isBroken = true;

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());
        Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());

        Assert.Equal("request_failed", failed.Code);
        Assert.DoesNotContain("canary", failed.ToString() + failed.ServerError, StringComparison.Ordinal);
        Assert.Equal(1, asked);
        isBroken = false;
        user.Clock.Advance(LongestFirstPause);
        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
    }

    [Theory, MemberData(nameof(Troubles)), Trait("Invariant", "11")]
    public async Task Invariant_11_a_server_in_trouble_never_asks_for_a_sign_in(TokenEndpointFault trouble)
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = trouble };
        user.Expire();

        var unavailable = Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.PassTimeAsync(user.GetAsync().AsTask()));

        Assert.Null(unavailable.RetryAfter);
        Assert.Equal(4, user.RefreshCount);
        Assert.Equal(user.Tokens.RefreshToken, (await user.StoredAsync())!.RefreshToken);
        Assert.Null((await user.StoredAsync())!.Refusal);

        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        user.Clock.Advance(LongestFirstPause);
        Assert.True(user.Server.IsActive(await user.TokenAsync()));
    }

    [Fact]
    public async Task A_server_in_trouble_is_left_alone_for_longer_and_longer_whoever_asks()
    {
        await using var user = await SignedIn.StartAsync();
        var process = user.AnotherProcess(options => options.Refresh.RetryFor = TimeSpan.Zero).AccessTokens;
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.ServiceUnavailable };
        user.Expire();
        var begun = user.Clock.GetUtcNow();

        // Every second, and forced each time.
        var demand = AccessTokenDemand.ForceRefresh(user.Tokens.AccessToken);
        for (var second = 0; second < 300; second++)
        {
            Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await process.GetAccessTokenAsync(user.Key, second % 2 == 0 ? null : demand, Cancellation));
            user.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        double[] times = [.. user.Server.Requests.Where(request => request.Parameter("grant_type") == "refresh_token").Select(request => (request.Time - begun).TotalSeconds)];
        double[] pauses = [.. times.Zip(times.Skip(1), (one, next) => next - one)];
        Assert.Equal(0, times[0]);
        Assert.InRange(pauses[0], 3, 8);
        Assert.InRange(pauses[1], 7, 14);
        Assert.All(pauses[4..], pause => Assert.InRange(pause, 44, 77));

        // A success ends it.
        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        user.Clock.Advance(TimeSpan.FromSeconds(76));
        Assert.IsType<AccessTokenResult.Available>(await process.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
        user.Expire();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.ServiceUnavailable };
        await process.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation);
        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        user.Clock.Advance(LongestFirstPause);
        Assert.IsType<AccessTokenResult.Available>(await process.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_pause_does_not_outlive_a_sign_in_of_another_process_that_brings_the_same_refresh_token()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.Forbidden };
        user.Expire();
        Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());
        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        await user.Store.SetAsync(user.Key, user.Tokens with { AccessToken = new("second"), ObtainedAt = user.Clock.GetUtcNow(), ExpiresAt = user.Clock.GetUtcNow() + TimeSpan.FromSeconds(1) }, Cancellation);
        user.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
    }

    [Theory, MemberData(nameof(Troubles))]
    public async Task A_trouble_that_passes_is_waited_out_within_the_call(TokenEndpointFault trouble)
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = trouble };
        user.Expire();

        var call = user.GetAsync().AsTask();
        await user.Clock.WaitForTimersAsync(1, Cancellation);
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        user.Server.Misbehaviour = TestServerMisbehaviour.None;

        Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(call));
        Assert.Equal(2, user.RefreshCount);
    }

    [Fact]
    public async Task A_wait_that_the_server_asks_for_is_kept_without_another_request()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.TooManyRequests, RetryAfter = TimeSpan.FromSeconds(60) };
        user.Expire();

        var first = Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.GetAsync());
        user.Clock.Advance(TimeSpan.FromSeconds(20));
        var second = Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.GetAsync());
        Assert.Equal(1, user.RefreshCount);
        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        user.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(60), first.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(40), second.RetryAfter);
        Assert.Equal(429, second.ServerError!.StatusCode);
        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        Assert.Equal(2, user.RefreshCount);
    }

    [Fact]
    public async Task A_short_wait_that_the_server_asks_for_is_waited_in_the_call()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.ServiceUnavailable, RetryAfter = TimeSpan.FromSeconds(7) };
        user.Expire();

        await user.PassTimeAsync(user.GetAsync().AsTask());

        DateTimeOffset[] times = [.. user.Server.Requests.Where(request => request.Parameter("grant_type") == "refresh_token").Select(request => request.Time)];
        Assert.Equal(3, times.Length);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public async Task An_endless_wait_that_the_server_asks_for_is_cut_to_five_minutes()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.ServiceUnavailable, RetryAfter = TimeSpan.FromDays(300) };
        user.Expire();

        Assert.Equal(TimeSpan.FromMinutes(5), Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.GetAsync()).RetryAfter);
    }

    [Theory, MemberData(nameof(Troubles))]
    public async Task A_token_that_is_still_good_is_given_when_an_early_refresh_fails(TokenEndpointFault trouble)
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = trouble };
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(1));

        var available = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        Assert.Equal(user.Tokens.AccessToken, available.AccessToken);
        Assert.NotNull(available.Warning?.ServerError?.StatusCode);

        // One request, no wait, and none for each further call.
        Assert.Same(available, await user.GetAsync());
        Assert.Equal(1, user.RefreshCount);

        user.Clock.Advance(TimeSpan.FromSeconds(30));
        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        Assert.NotEqual(user.Tokens.AccessToken, await user.TokenAsync());
    }

    [Fact]
    public async Task A_token_is_not_given_from_memory_beyond_its_expiry()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.TooManyRequests, RetryAfter = TimeSpan.FromMinutes(4) };
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(1));
        await user.TokenAsync();

        user.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.GetAsync());
    }

    [Theory, MemberData(nameof(Failures))]
    public async Task Another_refusal_is_neither_a_sign_in_nor_a_wait(TokenEndpointFault fault, string code, AccessTokenFailure reason)
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = fault };
        user.Expire();

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());

        Assert.Equal((code, reason), (failed.Code, failed.Reason));
        Assert.NotEmpty(failed.Cause);
        Assert.NotEmpty(failed.Remedy);
        Assert.NotNull(failed.ServerError);
        Assert.Equal(code, Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync(AccessTokenDemand.ForceRefresh(user.Tokens.AccessToken))).Code);
        Assert.Equal(1, user.RefreshCount);
        Assert.Null((await user.StoredAsync())!.Refusal);
    }

    [Fact]
    public async Task A_refused_plan_says_that_signing_in_again_does_not_help()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.Forbidden };
        user.Expire();

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());

        Assert.Equal("The authorization server refuses this account or this client (HTTP 403).", failed.Cause);
        Assert.Contains("Your plan", failed.ServerError!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_that_is_down_is_temporary()
    {
        var isDown = false;
        await using var user = await SignedIn.StartAsync(wrap: inner => new InterceptingHandler(inner, (_, _) =>
            isDown ? throw new HttpRequestException(HttpRequestError.ConnectionError) : null));
        user.Expire();
        isDown = true;

        var unavailable = Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.PassTimeAsync(user.GetAsync().AsTask()));

        Assert.Equal("network_error", unavailable.Code);
        isDown = false;
        user.Clock.Advance(LongestFirstPause);
        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
    }

    [Fact]
    public async Task A_server_that_cannot_be_found_out_about_is_temporary_while_it_is_in_trouble()
    {
        var isDown = true;
        await using var user = await SignedIn.StartAsync(wrap: inner => new InterceptingHandler(inner, (request, count) =>
            isDown && count > 2 && request.RequestUri!.AbsolutePath.Contains("well-known", StringComparison.Ordinal)
                ? new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(9)) } }
                : null));
        user.Expire();

        var unavailable = Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.GetAsync());

        Assert.Equal(TimeSpan.FromSeconds(9), unavailable.RetryAfter);
        isDown = false;
        user.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
    }
}
