using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Whoever asks and however many: one refresh, and no newer token is ever lost.</summary>
public sealed class RefreshSingleFlightTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_many_callers_of_one_process_make_one_refresh()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();

        Task<AccessTokenResult>[] calls = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(() => user.GetAsync().AsTask()))];
        gate.SetResult();
        var results = await Task.WhenAll(calls);

        Assert.Equal(1, user.RefreshCount);
        Assert.Single(results.Select(result => Assert.IsType<AccessTokenResult.Available>(result).AccessToken).Distinct());
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_many_processes_make_one_refresh_and_the_others_adopt_it()
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        IAccessTokenProvider[] processes = [.. Enumerable.Range(0, 12).Select(_ => user.AnotherProcess().AccessTokens)];

        var results = await Task.WhenAll(processes.Select(process => Task.Run(() => process.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation).AsTask())));

        Assert.Equal(1, user.RefreshCount);
        Assert.Equal(0, user.Server.ReplayCount);
        Assert.Single(results.Select(result => Assert.IsType<AccessTokenResult.Available>(result).AccessToken).Distinct());
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_the_lock_is_taken_before_the_second_look_and_the_store_is_tried_before_the_token_is_spent_and_keeps_the_new_ones_before_they_are_used()
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        var before = user.Store.Calls.Count;
        List<int> storeCallsAtRequest = [];
        var other = user.AnotherProcess();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };

        var call = other.AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation).AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(
            [TokenStoreOperation.Get, TokenStoreOperation.Lock, TokenStoreOperation.Get, TokenStoreOperation.Verify],
            user.Store.Calls.Skip(before).Select(each => each.Operation));
        gate.SetResult();
        var token = Assert.IsType<AccessTokenResult.Available>(await call).AccessToken;
        Assert.Equal(token, user.Store.Calls.Last(each => each.Operation == TokenStoreOperation.Set).Tokens!.AccessToken);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_caller_who_gives_up_ends_only_its_own_wait()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        using CancellationTokenSource giveUp = new();

        var impatient = user.Provider.GetAccessTokenAsync(user.Key, demand: null, giveUp.Token).AsTask();
        var patient = user.GetAsync().AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();

        Assert.IsType<AccessTokenResult.Available>(await patient);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_that_everybody_has_given_up_is_stored_all_the_same()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        using CancellationTokenSource giveUp = new();

        var call = user.Provider.GetAccessTokenAsync(user.Key, demand: null, giveUp.Token).AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.SetResult();
        var token = await user.TokenAsync();

        Assert.Equal(1, user.RefreshCount);
        Assert.Equal(token, (await user.StoredAsync())!.AccessToken);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_also_when_a_token_is_there()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await user.Provider.GetAccessTokenAsync(user.Key, demand: null, new CancellationToken(canceled: true)));
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_many_who_were_refused_with_one_token_make_one_refresh()
    {
        await using var user = await SignedIn.StartAsync();
        var refused = await user.TokenAsync();
        var demand = AccessTokenDemand.ForceRefresh(refused);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => user.TokenAsync(demand))));

        Assert.Equal(1, user.RefreshCount);
        Assert.NotEqual(refused, Assert.Single(tokens.Distinct()));
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_who_was_refused_with_an_old_token_gets_the_newer_one_without_a_refresh()
    {
        await using var user = await SignedIn.StartAsync();
        var old = await user.TokenAsync();
        var other = user.AnotherProcess().AccessTokens;
        await other.GetAccessTokenAsync(user.Key, AccessTokenDemand.ForceRefresh(old), Cancellation);

        var token = await user.TokenAsync(AccessTokenDemand.ForceRefresh(old));

        Assert.Equal(1, user.RefreshCount);
        Assert.Equal((await user.StoredAsync())!.AccessToken, token);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_who_joins_a_walk_of_others_is_not_given_the_token_that_was_refused()
    {
        SlowReads store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        store.Hold();

        // Nothing is in memory yet, so the first call only looks into the store and comes back with the refused token.
        var first = user.GetAsync().AsTask();
        var second = user.GetAsync(AccessTokenDemand.ForceRefresh(user.Tokens.AccessToken)).AsTask();
        store.LetGo();

        Assert.Equal(user.Tokens.AccessToken, Assert.IsType<AccessTokenResult.Available>(await first).AccessToken);
        Assert.NotEqual(user.Tokens.AccessToken, Assert.IsType<AccessTokenResult.Available>(await second).AccessToken);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_invalid_grant_on_a_stale_token_neither_deletes_nor_marks_a_newer_one()
    {
        // A store without locks, into which a newer grant comes while the old refresh token is on its way.
        UnlockedStore store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        var newer = user.Tokens with { AccessToken = new Secret("newer-access"), RefreshToken = new Secret("newer-refresh"), ExpiresAt = user.Clock.GetUtcNow() + (3 * SignedIn.Lifetime) };
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task, TokenEndpoint = TokenEndpointFault.InvalidGrant };
        user.Expire();

        var call = user.GetAsync().AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        await store.SetAsync(user.Key, newer, Cancellation);
        gate.SetResult();

        Assert.Equal(newer.AccessToken, Assert.IsType<AccessTokenResult.Available>(await call).AccessToken);
        Assert.Equal(newer, await user.StoredAsync());
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_newer_grant_that_came_during_a_refresh_is_not_overwritten()
    {
        UnlockedStore store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        var newer = user.Tokens with { AccessToken = new Secret("newer-access"), RefreshToken = new Secret("newer-refresh"), ExpiresAt = user.Clock.GetUtcNow() + (3 * SignedIn.Lifetime) };
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();

        var call = user.GetAsync().AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        await store.SetAsync(user.Key, newer, Cancellation);
        gate.SetResult();

        Assert.Equal(newer.AccessToken, Assert.IsType<AccessTokenResult.Available>(await call).AccessToken);
        Assert.Equal(newer, await user.StoredAsync());
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_sign_in_waits_for_a_refresh_of_another_process_and_its_grant_stays()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        var call = user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation).AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        user.Server.Misbehaviour = TestServerMisbehaviour.None;
        var signIn = user.SignInAsync();
        while (user.Store.Calls.Count(each => each.Operation == TokenStoreOperation.Lock) < 3)
        {
            await Task.Yield();
        }

        gate.SetResult();
        await signIn;
        await call;

        Assert.Equal(user.Tokens.AccessToken, (await user.StoredAsync())!.AccessToken);
    }

    [Fact]
    public async Task A_lock_that_another_process_never_lets_go_is_waited_for_in_vain_but_not_for_ever()
    {
        await using var user = await SignedIn.StartAsync();
        await using var held = await user.Store.LockAsync(user.Key, Cancellation);
        user.Expire();

        var unavailable = Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await user.PassTimeAsync(user.GetAsync().AsTask()));

        Assert.Equal("entry_locked", unavailable.Code);
        Assert.Equal(0, user.RefreshCount);
    }

    [Fact]
    public async Task A_sign_in_is_stored_although_the_lock_cannot_be_had()
    {
        await using var user = await SignedIn.StartAsync();
        user.Store.FailOn(TokenStoreOperation.Lock);

        await user.SignInAsync();

        Assert.Equal(user.Tokens.AccessToken, (await user.StoredAsync())!.AccessToken);
    }

    private sealed class SlowReads : UnlockedStoreBase
    {
        private TaskCompletionSource _gate = new();

        public SlowReads() => _gate.SetResult();

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetGo() => _gate.SetResult();

        public override async ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
        {
            await _gate.Task;
            return await base.GetAsync(key, cancellationToken);
        }
    }

    private sealed class UnlockedStore : UnlockedStoreBase;
}
