using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What becomes of a refresh when its authorizer is disposed: the answer may hold the only good refresh token.</summary>
public sealed class RefreshDisposalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false), Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_under_way_is_stored_before_the_disposal_ends(bool isCancelled)
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        using CancellationTokenSource interrupt = new();
        var call = user.Provider.GetAccessTokenAsync(user.Key, demand: null, interrupt.Token).AsTask();
        await RequestAsync(user);
        if (isCancelled)
        {
            await interrupt.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        var disposal = user.Authorizer.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        gate.SetResult();
        await disposal;

        var stored = await user.StoredAsync();
        Assert.NotEqual(user.Tokens.RefreshToken, stored!.RefreshToken);
        Assert.True(user.Server.IsActive(stored.AccessToken));
        if (!isCancelled)
        {
            Assert.Equal(stored.AccessToken, Assert.IsType<AccessTokenResult.Available>(await call).AccessToken);
        }
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_plain_disposal_neither_waits_for_a_refresh_nor_cuts_it_short()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        var call = user.GetAsync().AsTask();
        await RequestAsync(user);

        user.Authorizer.Dispose();
        user.Authorizer.Dispose();
        Assert.False(call.IsCompleted);
        gate.SetResult();

        var token = Assert.IsType<AccessTokenResult.Available>(await call).AccessToken;
        Assert.Equal(token, (await user.StoredAsync())!.AccessToken);
        await user.Authorizer.DisposeAsync();
    }

    [Fact]
    public async Task After_the_disposal_no_refresh_begins()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();
        await user.Authorizer.DisposeAsync();

        Assert.Equal(user.Tokens.AccessToken, await user.TokenAsync());
        user.Expire();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await user.GetAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await user.Provider.SignOutAsync(user.Key, Cancellation));

        Assert.Equal(0, user.RefreshCount);
        Assert.NotNull(await user.StoredAsync());
    }

    [Fact]
    public async Task An_authorizer_whose_tokens_are_first_asked_for_after_its_disposal_gives_none()
    {
        LoopbackAuthorizer authorizer = new();
        await authorizer.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await authorizer.AccessTokens.GetAccessTokenAsync(Entries.Key(), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_refresh_that_has_sent_nothing_ends_with_the_disposal()
    {
        await using var user = await SignedIn.StartAsync();
        await using var held = await user.Store.LockAsync(user.Key, Cancellation);
        user.Expire();
        var locks = user.Store.Calls.Count(call => call.Operation == TokenStoreOperation.Lock);
        var call = user.GetAsync().AsTask();
        while (user.Store.Calls.Count(each => each.Operation == TokenStoreOperation.Lock) == locks)
        {
            await Task.Yield();
        }

        await user.Authorizer.DisposeAsync();

        Assert.Equal("disposed", Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await call).Code);
        Assert.Equal(0, user.RefreshCount);
    }

    [Fact]
    public async Task A_refresh_that_waits_for_another_try_ends_with_the_disposal()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpoint = TokenEndpointFault.ServiceUnavailable };
        user.Expire();
        var call = user.GetAsync().AsTask();
        await RequestAsync(user);

        await user.Authorizer.DisposeAsync();

        Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await call);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "13")]
    public async Task Invariant_13_a_store_that_hangs_holds_up_the_disposal_for_forty_seconds_at_most()
    {
        HangingWrites store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        user.Expire();
        store.Hangs = true;
        var call = user.GetAsync().AsTask();
        await store.Begun.Task;

        var disposal = user.Authorizer.DisposeAsync().AsTask();
        await user.Clock.WaitForTimersAsync(1, Cancellation);
        user.Clock.Advance(TimeSpan.FromSeconds(39));
        Assert.False(disposal.IsCompleted);
        user.Clock.Advance(TimeSpan.FromSeconds(1));
        await disposal;

        store.Gate.SetResult();
        Assert.IsType<AccessTokenResult.Available>(await call);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_that_still_asks_the_store_sends_nothing_after_the_disposal()
    {
        SlowVerification store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        user.Expire();
        store.IsSlow = true;
        var call = user.GetAsync().AsTask();
        await store.Begun.Task;

        var disposal = user.Authorizer.DisposeAsync().AsTask();
        store.Gate.SetResult();
        await disposal;

        Assert.Equal("disposed", Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await call).Code);
        Assert.Equal(0, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_that_finds_newer_tokens_does_not_spend_them_after_the_disposal()
    {
        SlowVerification store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task, TokenEndpoint = TokenEndpointFault.InvalidGrant };
        user.Expire();
        var call = user.GetAsync().AsTask();
        await RequestAsync(user);

        await store.SetAsync(user.Key, user.Tokens with { RefreshToken = new("newer"), AccessToken = new("newer") }, Cancellation);
        var disposal = user.Authorizer.DisposeAsync().AsTask();
        gate.SetResult();
        await disposal;

        Assert.Equal("disposed", Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await call).Code);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact(Timeout = 60_000), Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_that_looks_for_the_server_under_the_lock_ends_with_the_disposal_and_sends_nothing()
    {
        SlowVerification store = new();
        TaskCompletionSource found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var isSlow = false;
        await using var user = await SignedIn.StartAsync(store: store, wrap: inner => new SlowDiscovery(inner, () => isSlow, found));
        user.Expire();
        store.IsSlow = true;
        var call = user.GetAsync().AsTask();
        await store.Begun.Task;

        // By then what was found before the lock is too old.
        user.Clock.Advance(TimeSpan.FromHours(2));
        isSlow = true;
        store.Gate.SetResult();
        await found.Task;
        await user.Authorizer.DisposeAsync();

        Assert.Equal("disposed", Assert.IsType<AccessTokenResult.TemporarilyUnavailable>(await call).Code);
        Assert.Equal(0, user.RefreshCount);
    }

    [Theory, InlineData(true), InlineData(false), Trait("Invariant", "11")]
    public async Task Invariant_11_tokens_that_only_the_process_has_are_stored_by_the_disposal_unless_the_entry_is_another_one(bool isReplaced)
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);
        var token = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));
        Assert.False(token.IsStored);
        user.Store.Heal();
        if (isReplaced)
        {
            await user.Store.SetAsync(user.Key, user.Tokens with { AccessToken = new("newer") }, Cancellation);
        }

        await user.Authorizer.DisposeAsync();

        Assert.Equal(isReplaced ? new("newer") : token.AccessToken, (await user.StoredAsync())!.AccessToken);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_container_disposes_it_either_way(bool isAsync)
    {
        var services = new ServiceCollection().AddLoopbackOAuth().BuildServiceProvider();
        var provider = services.GetRequiredService<IAccessTokenProvider>();
        var authorizer = services.GetRequiredService<ILoopbackAuthorizer>();
        Assert.NotNull(authorizer);

        if (isAsync)
        {
            await services.DisposeAsync();
        }
        else
        {
            services.Dispose();
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await provider.GetAccessTokenAsync(Entries.Key(), cancellationToken: Cancellation));
    }

    private static async Task RequestAsync(SignedIn user)
    {
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }
    }

    private sealed class HangingWrites : UnlockedStoreBase
    {
        public bool Hangs { get; set; }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask SetAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken = default)
        {
            if (Hangs)
            {
                Begun.TrySetResult();
                await Gate.Task;
            }

            await base.SetAsync(key, tokens, cancellationToken);
        }
    }

    private sealed class SlowVerification : UnlockedStoreBase, ITokenStore
    {
        public bool IsSlow { get; set; }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask VerifyAsync(CancellationToken cancellationToken = default)
        {
            if (IsSlow)
            {
                Begun.TrySetResult();
                await Gate.Task;
            }
        }
    }

    private sealed class SlowDiscovery(HttpMessageHandler inner, Func<bool> isSlow, TaskCompletionSource begun) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (isSlow() && request.Method == HttpMethod.Get)
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
