using System.Collections.Concurrent;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What becomes of refreshed tokens when the store or the process fails in the middle.</summary>
public sealed class RefreshStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_tokens_that_cannot_be_stored_serve_the_process_and_are_stored_by_a_later_call()
    {
        Lines log = new();
        await using var user = await SignedIn.StartAsync(log: log);
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set, new TokenStoreException("store_unwritable", "The disk is full.", "Free space."));

        var first = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));
        var second = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());

        Assert.True(user.Server.IsActive(first.AccessToken));
        Assert.Equal("store_unwritable", first.Warning!.Code);
        Assert.Contains("The disk is full.", first.Warning.Cause, StringComparison.Ordinal);
        Assert.Equal(first.AccessToken, second.AccessToken);
        Assert.NotNull(second.Warning);
        Assert.Contains(log.All, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("store_unwritable", StringComparison.Ordinal));
        Assert.Equal(user.Tokens.AccessToken, (await user.StoredAsync())!.AccessToken);

        user.Store.Heal();
        var third = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());

        Assert.Null(third.Warning);
        Assert.Equal(first.AccessToken, third.AccessToken);
        Assert.Equal(first.AccessToken, (await user.StoredAsync())!.AccessToken);
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_unstored_tokens_are_refreshed_with_their_own_refresh_token()
    {
        await using var user = await SignedIn.StartAsync();
        user.Store.FailOn(TokenStoreOperation.Set);
        for (var round = 0; round < 3; round++)
        {
            user.Expire();
            Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));
        }

        user.Store.Heal();
        var token = await user.TokenAsync();

        Assert.Equal(0, user.Server.ReplayCount);
        Assert.Equal(token, (await user.StoredAsync())!.AccessToken);
        user.Expire();
        Assert.IsType<AccessTokenResult.Available>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Unstored_tokens_give_way_to_a_new_sign_in()
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);
        await user.PassTimeAsync(user.GetAsync().AsTask());
        user.Store.Heal();
        var newer = user.Tokens with { RefreshToken = new("newer-refresh"), AccessToken = new("newer-access"), ExpiresAt = user.Clock.GetUtcNow() + SignedIn.Lifetime };
        await user.Store.SetAsync(user.Key, newer, Cancellation);

        Assert.Equal(newer.AccessToken, await user.TokenAsync());
        Assert.Equal(newer, await user.StoredAsync());
    }

    [Theory, InlineData(true), InlineData(false), Trait("Invariant", "11")]
    public async Task Invariant_11_unstored_tokens_give_way_to_a_newer_entry_with_the_same_refresh_token(bool isRefresh)
    {
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { RotateRefreshTokens = false });
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);
        var unstored = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));
        Assert.False(unstored.IsStored);
        user.Store.Heal();
        if (isRefresh)
        {
            Assert.IsType<AccessTokenResult.Available>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
        }
        else
        {
            // A sign-in of another process: some servers give the same refresh token again.
            await user.Store.SetAsync(user.Key, user.Tokens with { AccessToken = new("newer"), ObtainedAt = user.Clock.GetUtcNow(), ExpiresAt = user.Clock.GetUtcNow() + SignedIn.Lifetime }, Cancellation);
        }

        var newer = await user.StoredAsync();
        Assert.Equal((user.Tokens.RefreshToken, false), (newer!.RefreshToken, newer.AccessToken.Equals(unstored.AccessToken)));

        Assert.Equal(newer.AccessToken, await user.TokenAsync());
        Assert.Equal(newer, await user.StoredAsync());
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_without_a_lock_does_not_write_over_a_sign_in_that_has_the_same_refresh_token()
    {
        UnwritableStore store = new() { HasLock = false };
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { RotateRefreshTokens = false }, store);
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        var call = user.GetAsync().AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        var newer = user.Tokens with { AccessToken = new("newer"), ObtainedAt = user.Clock.GetUtcNow(), ExpiresAt = user.Clock.GetUtcNow() + SignedIn.Lifetime };
        await store.SetAsync(user.Key, newer, Cancellation);
        gate.SetResult();

        Assert.Equal(newer.AccessToken, Assert.IsType<AccessTokenResult.Available>(await call).AccessToken);
        Assert.Equal(newer, await user.StoredAsync());
    }

    [Fact]
    public async Task A_write_that_fails_for_a_moment_is_tried_again_before_the_call_ends()
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        user.Store.FailOn(TokenStoreOperation.Set);
        var call = user.GetAsync().AsTask();
        while (!user.Store.Calls.Any(each => each.Operation == TokenStoreOperation.Set && each.Tokens!.ObtainedAt == user.Clock.GetUtcNow() && each.Tokens.AccessToken != user.Tokens.AccessToken))
        {
            await Task.Yield();
        }

        user.Store.Heal();
        var available = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(call));

        Assert.Null(available.Warning);
        Assert.Equal(available.AccessToken, (await user.StoredAsync())!.AccessToken);
    }

    [Theory]
    [InlineData(TokenStoreOperation.Get)]
    [InlineData(TokenStoreOperation.Lock)]
    public async Task A_store_that_does_not_work_is_a_failure_and_never_a_sign_in(TokenStoreOperation operation)
    {
        await using var user = await SignedIn.StartAsync();
        user.Expire();
        user.Store.FailOn(operation, new TokenStoreException("store_unreadable", "EMFILE", "Close files."));

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());

        Assert.Equal((AccessTokenFailure.Store, "store_unreadable", "EMFILE", "Close files."), (failed.Reason, failed.Code, failed.Cause, failed.Remedy));
        Assert.Equal(0, user.RefreshCount);
        user.Store.Heal();
        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
    }

    [Theory]
    [InlineData(TokenStoreOperation.Get)]
    [InlineData(TokenStoreOperation.Lock)]
    public async Task A_good_token_in_memory_outlives_a_store_that_does_not_work(TokenStoreOperation operation)
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(1));
        user.Store.FailOn(operation);

        var available = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());

        Assert.Equal(user.Tokens.AccessToken, available.AccessToken);
        Assert.Equal("store_failed", available.Warning!.Code);
    }

    [Theory, InlineData(true), InlineData(false), Trait("Invariant", "11")]
    public async Task Invariant_11_nothing_is_spent_while_the_store_cannot_take_what_that_brings(bool isForeign)
    {
        UnwritableStore store = new() { Problem = isForeign ? new InvalidOperationException("canary") : new TokenStoreException("store_full", "The disk is full.", "Free space.") };
        await using var user = await SignedIn.StartAsync(store: store);
        store.IsUnwritable = true;
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(1));

        var available = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        Assert.Equal(user.Tokens.AccessToken, available.AccessToken);
        Assert.Equal(isForeign ? "store_failed" : "store_full", available.Warning!.Code);
        Assert.True(available.IsStored);
        user.Clock.Advance(TimeSpan.FromMinutes(1));
        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());

        Assert.Equal(available.Warning.Code, failed.Code);
        Assert.Equal(available.Warning.Remedy, failed.Remedy);
        Assert.DoesNotContain("canary", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, user.RefreshCount);
        store.IsUnwritable = false;
        Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        Assert.Equal(1, user.RefreshCount);
    }

    [Fact]
    public async Task The_store_is_asked_once_a_refresh_under_its_lock_and_not_for_tokens_that_are_good()
    {
        UnwritableStore store = new();
        await using var user = await SignedIn.StartAsync(store: store);
        store.Verifications = 0;
        await user.TokenAsync();
        await user.TokenAsync();
        Assert.Equal(0, store.Verifications);

        user.Expire();
        await user.TokenAsync();
        await user.TokenAsync();

        Assert.Equal(1, store.Verifications);
        Assert.True(store.WasLocked);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_refresh_that_finds_the_entry_gone_does_not_bring_it_back_and_revokes_what_it_got()
    {
        UnwritableStore store = new() { HasLock = false };
        await using var user = await SignedIn.StartAsync(store: store);
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        var call = user.GetAsync().AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        await store.RemoveAsync(user.Key, Cancellation);
        gate.SetResult();

        Assert.Equal(SignInReason.NotSignedIn, Assert.IsType<AccessTokenResult.SignInRequired>(await call).Reason);
        Assert.Null(await user.StoredAsync());
        Assert.All(user.Server.IssuedAccessTokens, issued => Assert.False(user.Server.IsActive(issued.Token)));
    }

    [Fact]
    public async Task What_a_foreign_store_throws_is_not_passed_on()
    {
        await using var user = await SignedIn.StartAsync(store: new ThrowingStore());

        var failed = Assert.IsType<AccessTokenResult.Failed>(await user.GetAsync());

        Assert.Equal("store_failed", failed.Code);
        Assert.DoesNotContain("secret", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_response_that_is_lost_on_the_way_is_the_crash_window_and_ends_in_a_typed_sign_in()
    {
        // The server has done its part, the connection broke, the process that asked is gone: its refresh token is used up.
        var isLost = false;
        await using var user = await SignedIn.StartAsync(wrap: inner => new LosingHandler(inner, () => isLost));
        user.Expire();
        isLost = true;
        await user.PassTimeAsync(user.GetAsync().AsTask());
        isLost = false;

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));

        Assert.Equal(SignInReason.GrantRefused, required.Reason);
        Assert.Equal(user.Tokens.RefreshToken, (await user.StoredAsync())!.RefreshToken);
    }

    private sealed class LosingHandler(HttpMessageHandler inner, Func<bool> isLost) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return isLost() && request.Method == HttpMethod.Post ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : response;
        }
    }

    private sealed class UnwritableStore : UnlockedStoreBase, ITokenStore
    {
        private readonly InMemoryTokenStore _locks = new();
        private int _held;

        public bool IsUnwritable { get; set; }

        public bool HasLock { get; init; } = true;

        public Exception Problem { get; init; } = new TokenStoreException("store_full", "The disk is full.", "Free space.");

        public int Verifications { get; set; }

        public bool WasLocked { get; private set; }

        public ValueTask VerifyAsync(CancellationToken cancellationToken = default)
        {
            Verifications++;
            WasLocked = _held > 0;
            return IsUnwritable ? ValueTask.FromException(Problem) : ValueTask.CompletedTask;
        }

        public async ValueTask<IAsyncDisposable?> LockAsync(TokenKey key, CancellationToken cancellationToken = default)
        {
            if (!HasLock)
            {
                return null;
            }

            var held = await _locks.LockAsync(key, cancellationToken);
            _held++;
            return new Held(this, held!);
        }

        private sealed class Held(UnwritableStore store, IAsyncDisposable inner) : IAsyncDisposable
        {
            public ValueTask DisposeAsync()
            {
                store._held--;
                return inner.DisposeAsync();
            }
        }
    }

    private sealed class ThrowingStore : UnlockedStoreBase
    {
        public override ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => throw new InvalidOperationException("secret");
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{logLevel} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
