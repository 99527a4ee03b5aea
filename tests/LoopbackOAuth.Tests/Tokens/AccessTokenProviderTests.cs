using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class AccessTokenProviderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_token_is_given_from_memory_without_a_look_at_store_or_server()
    {
        await using var user = await SignedIn.StartAsync();
        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync());
        var calls = user.Store.Calls.Count;
        var requests = user.Server.Requests.Count;

        var again = user.GetAsync();

        Assert.True(again.IsCompletedSuccessfully);
        Assert.Same(await user.GetAsync(), await again);
        Assert.Equal(calls, user.Store.Calls.Count);
        Assert.Equal(requests, user.Server.Requests.Count);
    }

    [Fact]
    public async Task A_good_token_is_given_without_allocating()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();
        var provider = user.Provider;
        var key = user.Key;
        var query = new TokenQuery("example");
        await provider.GetAccessTokenAsync(query, cancellationToken: Cancellation);

        var allocated = long.MaxValue;
        for (var round = 0; round < 5 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var count = 0; count < 1000; count++)
            {
                await provider.GetAccessTokenAsync(key, demand: null, Cancellation);
                await provider.GetAccessTokenAsync(query, demand: null, Cancellation);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task A_token_is_refreshed_before_it_expires_and_not_sooner()
    {
        await using var user = await SignedIn.StartAsync();

        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync());
        user.Clock.Advance(TimeSpan.FromTicks(1));
        var refreshed = await user.TokenAsync();

        Assert.NotEqual(user.Tokens.AccessToken, refreshed);
        Assert.True(user.Server.IsActive(refreshed));
        Assert.Equal(refreshed, await user.TokenAsync());
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact]
    public async Task Processes_do_not_refresh_in_the_same_instant()
    {
        await using var user = await SignedIn.StartAsync();
        var process = user.AnotherProcess(options => options.Refresh.Jitter = TimeSpan.FromMinutes(10)).AccessTokens;

        var early = TimeSpan.Zero;
        while (user.RefreshCount == 0)
        {
            await process.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation);
            user.Clock.Advance(TimeSpan.FromSeconds(1));
            early = user.Tokens.ExpiresAt!.Value - user.Clock.GetUtcNow();
        }

        Assert.InRange(early, TimeSpan.FromSeconds(118), TimeSpan.FromMinutes(12));
    }

    [Fact]
    public async Task The_refresh_request_holds_the_refresh_token_and_the_resource_and_asks_for_no_scope()
    {
        await using var user = await SignedIn.StartAsync(request: new AuthorizationRequest("example") { Scopes = ["read"], Resource = "https://api.example/v1" });

        user.Expire();
        await user.TokenAsync();

        var request = Assert.Single(user.Server.Requests, request => request.Parameter("grant_type") == "refresh_token");
        Assert.Equal(user.Tokens.RefreshToken!.Reveal(), request.Parameter("refresh_token"));
        Assert.Equal("https://api.example/v1", request.Parameter("resource"));
        Assert.Equal("app", request.Parameter("client_id"));
        Assert.Null(request.Parameter("scope"));
        Assert.Equal(["read"], (await user.StoredAsync())!.Scopes);
    }

    [Fact]
    public async Task A_new_refresh_token_replaces_the_old_one()
    {
        await using var user = await SignedIn.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            user.Expire();
            await user.TokenAsync();
        }

        var stored = await user.StoredAsync();
        Assert.NotEqual(user.Tokens.RefreshToken, stored!.RefreshToken);
        Assert.Equal(user.Clock.GetUtcNow(), stored.ObtainedAt);
        Assert.Equal(user.Clock.GetUtcNow() + SignedIn.Lifetime, stored.ExpiresAt);
        Assert.Equal(0, user.Server.ReplayCount);
        Assert.Equal(3, user.RefreshCount);
    }

    [Fact]
    public async Task The_old_refresh_token_stays_when_no_new_one_comes()
    {
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { RotateRefreshTokens = false });
        for (var round = 0; round < 2; round++)
        {
            user.Expire();
            await user.TokenAsync();
        }

        Assert.Equal(user.Tokens.RefreshToken, (await user.StoredAsync())!.RefreshToken);
        Assert.Equal(2, user.RefreshCount);
    }

    [Fact]
    public async Task Nobody_signed_in_is_said_without_a_request()
    {
        await using var user = await SignedIn.StartAsync();

        var result = await user.Provider.GetAccessTokenAsync(user.Key with { Account = "other" }, cancellationToken: Cancellation);

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(result);
        Assert.Equal(SignInReason.NotSignedIn, required.Reason);
        Assert.Equal(0, user.RefreshCount);
    }

    [Fact]
    public async Task Expired_without_a_refresh_token_a_sign_in_is_required()
    {
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { IssueRefreshToken = false });

        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync());
        user.Clock.Advance(TimeSpan.FromTicks(1));

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        Assert.Equal((SignInReason.NoRefreshToken, "token_expired"), (required.Reason, required.Code));
    }

    [Fact]
    public async Task Refused_without_a_refresh_token_a_sign_in_is_required()
    {
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { IssueRefreshToken = false });

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync(AccessTokenDemand.ForceRefresh(user.Tokens.AccessToken)));

        Assert.Equal((SignInReason.NoRefreshToken, "token_refused"), (required.Reason, required.Code));
    }

    [Fact]
    public async Task A_token_must_live_as_long_as_is_demanded()
    {
        await using var user = await SignedIn.StartAsync();
        user.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync(new AccessTokenDemand { MinimumLifetime = TimeSpan.FromMinutes(40) }));
        Assert.NotEqual(user.Tokens.AccessToken, await user.TokenAsync(new AccessTokenDemand { MinimumLifetime = TimeSpan.FromMinutes(41) }));
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact]
    public async Task A_demand_that_no_token_can_meet_gets_a_new_one_once_a_minute()
    {
        await using var user = await SignedIn.StartAsync();
        AccessTokenDemand demand = new() { MinimumLifetime = TimeSpan.FromDays(1) };
        user.Clock.Advance(TimeSpan.FromMinutes(1));

        var token = await user.TokenAsync(demand);
        user.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(token, await user.TokenAsync(demand));
        Assert.Equal(1, user.RefreshCount);
        user.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await user.TokenAsync(demand);

        Assert.Equal(3, new[] { user.Tokens.AccessToken, token, later }.Distinct().Count());
        Assert.Equal(2, user.RefreshCount);
    }

    [Fact]
    public async Task Keys_that_nobody_is_signed_in_with_are_not_remembered()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();
        var provider = Assert.IsType<AccessTokenProvider>(user.Provider);

        for (var number = 0; number < 20; number++)
        {
            await provider.GetAccessTokenAsync(user.Key with { Account = $"a{number}" }, cancellationToken: Cancellation);
            await provider.SignOutAsync(user.Key with { Account = $"b{number}" }, Cancellation);
        }

        Assert.Equal((1, 0), provider.Remembered);
    }

    [Fact, Trait("Invariant", "13")]
    public async Task Invariant_13_what_is_remembered_of_entries_and_queries_is_bounded_and_tokens_that_are_nowhere_else_stay()
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);
        var unsaved = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));
        user.Store.Heal();
        var provider = Assert.IsType<AccessTokenProvider>(user.Provider);
        var tokens = user.Tokens with { ExpiresAt = user.Clock.GetUtcNow() + SignedIn.Lifetime };

        for (var number = 0; number < 1500; number++)
        {
            await user.Store.SetAsync(user.Key with { Account = $"a{number}" }, tokens, Cancellation);
            await provider.GetAccessTokenAsync(user.Key with { Account = $"a{number}" }, cancellationToken: Cancellation);
        }

        Assert.InRange(provider.Remembered.Slots, 2, 1000);
        Assert.Equal(unsaved.AccessToken, await user.TokenAsync());
        Assert.Equal(unsaved.AccessToken, (await user.StoredAsync())!.AccessToken);

        // One that was dropped is found again.
        Assert.IsType<AccessTokenResult.Available>(await provider.GetAccessTokenAsync(user.Key with { Account = "a0" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_token_that_had_expired_when_it_came_is_given_with_a_warning_and_not_refreshed_at_every_call()
    {
        var isShort = false;
        await using var user = await SignedIn.StartAsync(wrap: inner => new RefreshRewriter(inner, response =>
        {
            if (isShort)
            {
                response["expires_in"] = 0;
            }
        }));
        user.Expire();
        isShort = true;

        var first = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        user.Clock.Advance(TimeSpan.FromSeconds(59));
        var second = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        var other = Assert.IsType<AccessTokenResult.Available>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));

        Assert.Equal("token_expired_at_issue", first.Warning!.Code);
        Assert.Equal(first.AccessToken, second.AccessToken);
        Assert.Equal(first.AccessToken, other.AccessToken);
        Assert.Equal(1, user.RefreshCount);
        user.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first.AccessToken, await user.TokenAsync());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_no_token_good_for_longer()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();

        user.Clock.SetUtcNow(user.Clock.GetUtcNow() - TimeSpan.FromDays(300));
        var token = await user.TokenAsync();

        Assert.NotEqual(user.Tokens.AccessToken, token);
        Assert.Equal(token, await user.TokenAsync());
        Assert.Equal(token, await user.TokenAsync(new AccessTokenDemand { MinimumLifetime = TimeSpan.FromDays(1) }));
        Assert.Equal(1, user.RefreshCount);
    }

    [Theory]
    [InlineData("example")]
    [InlineData("EXAMPLE")]
    public async Task A_query_finds_the_one_entry_that_fits_and_remembers_it(string provider)
    {
        await using var user = await SignedIn.StartAsync();
        TokenQuery query = new(provider);

        var first = Assert.IsType<AccessTokenResult.Available>(await user.Provider.GetAccessTokenAsync(query, cancellationToken: Cancellation));
        var second = await user.Provider.GetAccessTokenAsync(new TokenQuery(provider), cancellationToken: Cancellation);

        Assert.Equal(user.Tokens.AccessToken, first.AccessToken);
        Assert.Same(first, second);
        Assert.Single(user.Store.Calls, call => call.Operation == TokenStoreOperation.List);
    }

    [Fact]
    public async Task A_query_that_fits_several_entries_takes_none_of_them()
    {
        await using var user = await SignedIn.StartAsync();
        await user.Store.SetAsync(user.Key with { Resource = "https://api.example" }, user.Tokens, Cancellation);

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.Provider.GetAccessTokenAsync(new TokenQuery("example"), cancellationToken: Cancellation));
        var token = await user.Provider.GetAccessTokenAsync(new TokenQuery("example") { Resource = "https://api.example" }, cancellationToken: Cancellation);

        Assert.Equal("ambiguous_account", failed.Code);
        Assert.IsType<AccessTokenResult.Available>(token);
    }

    [Fact]
    public async Task A_query_sees_who_signed_in_after_it_found_nobody()
    {
        await using var user = await SignedIn.StartAsync();
        TokenQuery query = new("example", "work");
        Assert.IsType<AccessTokenResult.SignInRequired>(await user.Provider.GetAccessTokenAsync(query, cancellationToken: Cancellation));

        await user.SignInAsync(new AuthorizationRequest("example") { Account = "work", Scopes = ["read"] });

        Assert.IsType<AccessTokenResult.Available>(await user.Provider.GetAccessTokenAsync(query, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Where_an_entry_is_damaged_nobody_is_told_that_nobody_is_signed_in()
    {
        await using var user = await SignedIn.StartAsync();
        TokenStoreException damage = new("store_corrupt", "It is damaged.", "Mend it.");
        user.Store.AddDamaged(new DamagedTokenEntry("id", "place", damage));

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.Provider.GetAccessTokenAsync(new TokenQuery("example", "work"), cancellationToken: Cancellation));

        Assert.Equal("store_corrupt", failed.Code);
    }

    [Theory]
    [InlineData("work", typeof(AccessTokenResult.Failed))]
    [InlineData("home", typeof(AccessTokenResult.SignInRequired))]
    public async Task Damage_that_is_known_to_be_anothers_does_not_stand_in_the_way_of_a_sign_in(string account, Type result)
    {
        await using var user = await SignedIn.StartAsync();
        TokenStoreException damage = new("keyring_item_damaged", "It is damaged.", "Mend it.");
        user.Store.AddDamaged(new DamagedTokenEntry("id", "place", damage) { Key = user.Key with { Account = "work" } });

        Assert.IsType(result, await user.Provider.GetAccessTokenAsync(new TokenQuery("example", account), cancellationToken: Cancellation));
    }

    [Fact]
    public void A_lifetime_below_zero_cannot_be_demanded() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccessTokenDemand { MinimumLifetime = TimeSpan.FromTicks(-1) });

    [Fact]
    public async Task A_new_sign_in_is_seen_at_once_in_the_same_process()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();

        await user.SignInAsync();

        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync());
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(3601, 0, 0)]
    [InlineData(120, 601, 0)]
    [InlineData(120, 30, -1)]
    [InlineData(120, 30, 301)]
    public void Settings_outside_their_range_are_refused(int before, int jitter, int retry)
    {
        LoopbackOAuthOptions options = new();
        options.Refresh.RefreshBefore = TimeSpan.FromSeconds(before);
        options.Refresh.Jitter = TimeSpan.FromSeconds(jitter);
        options.Refresh.RetryFor = TimeSpan.FromSeconds(retry);

        var exception = Assert.Throws<ArgumentException>(() => new LoopbackAuthorizer(options));

        Assert.Contains("Refresh.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_and_demands_print_no_token()
    {
        await using var user = await SignedIn.StartAsync();
        var result = await user.GetAsync();
        var demand = AccessTokenDemand.ForceRefresh(user.Tokens.AccessToken);

        string[] printed = [result.ToString(), demand.ToString(), System.Text.Json.JsonSerializer.Serialize(result, result.GetType()), System.Text.Json.JsonSerializer.Serialize(demand)];

        Assert.All(printed, text => Assert.DoesNotContain(user.Tokens.AccessToken.Reveal(), text, StringComparison.Ordinal));
    }
}
