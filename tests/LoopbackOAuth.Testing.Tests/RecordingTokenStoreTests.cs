using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class RecordingTokenStoreTests
{
    private static readonly TokenKey Key = new() { Provider = "p", Issuer = "i", ClientId = "c" };
    private static readonly TokenSet Tokens = new() { AccessToken = new Secret("canary"), ObtainedAt = DateTimeOffset.UnixEpoch };

    private readonly RecordingTokenStore _store = new();

    [Fact]
    public async Task It_stores_and_remembers_what_it_was_asked()
    {
        await _store.SetAsync(Key, Tokens, Cancellation);
        Assert.Same(Tokens, await _store.GetAsync(Key with { }, Cancellation));
        Assert.Null(await _store.GetAsync(Key with { Account = "other" }, Cancellation));
        Assert.True(await _store.RemoveAsync(Key, Cancellation));
        Assert.False(await _store.RemoveAsync(Key, Cancellation));
        Assert.Empty(await _store.ListAsync(cancellationToken: Cancellation));

        Assert.Equal(
            [TokenStoreOperation.Set, TokenStoreOperation.Get, TokenStoreOperation.Get, TokenStoreOperation.Remove, TokenStoreOperation.Remove, TokenStoreOperation.List],
            _store.Calls.Select(call => call.Operation));
        Assert.Same(Tokens, _store.Calls[0].Tokens);
        Assert.DoesNotContain("canary", _store.Calls[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_by_provider_account_and_issuer()
    {
        TokenKey[] keys = [Key with { Provider = "z" }, Key with { Account = "b" }, Key with { Account = "a", Issuer = "2" }, Key with { Account = "a", Issuer = "1" }];
        foreach (TokenKey key in keys)
        {
            await _store.SetAsync(key, Tokens, Cancellation);
        }

        Assert.Equal([keys[3], keys[2], keys[1], keys[0]], (await _store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key));
        Assert.Equal(4, _store.Entries.Count);
    }

    [Fact]
    public async Task It_can_say_that_nothing_can_be_kept()
    {
        await _store.VerifyAsync(Cancellation);
        _store.FailOn(TokenStoreOperation.Verify);

        await Assert.ThrowsAsync<TokenStoreException>(() => _store.VerifyAsync(Cancellation).AsTask());
        Assert.Equal([TokenStoreOperation.Verify, TokenStoreOperation.Verify], _store.Calls.Select(call => call.Operation));
    }

    [Fact]
    public async Task Damage_can_be_removed()
    {
        _store.AddDamaged(new DamagedTokenEntry("1", "here", new TokenStoreException("store_corrupt", "It is damaged.", "Mend it.")));

        Assert.False(await _store.RemoveDamagedAsync("2", Cancellation));
        Assert.True(await _store.RemoveDamagedAsync("1", Cancellation));
        Assert.Empty((await _store.ListAsync(cancellationToken: Cancellation)).Damaged);
    }

    [Fact]
    public async Task It_fails_when_told_to_and_changes_nothing()
    {
        var failure = new TokenStoreException("disk_full", "The disk is full.", "Make room.");
        _store.FailOn(TokenStoreOperation.Set, failure);
        _store.FailOn(TokenStoreOperation.Get);

        Assert.Same(failure, await Assert.ThrowsAsync<TokenStoreException>(() => _store.SetAsync(Key, Tokens, Cancellation).AsTask()));
        Assert.Equal("store_failed", (await Assert.ThrowsAsync<TokenStoreException>(() => _store.GetAsync(Key, Cancellation).AsTask())).Code);
        Assert.Empty(_store.Entries);
        Assert.Equal(2, _store.Calls.Count);

        _store.Heal();
        await _store.SetAsync(Key, Tokens, Cancellation);
        Assert.Single(_store.Entries);
    }

    [Fact]
    public async Task It_locks_one_at_a_time_and_records_that()
    {
        IAsyncDisposable? held = await _store.LockAsync(Key, Cancellation);
        Task<IAsyncDisposable?> waiting = _store.LockAsync(Key with { }, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        await held!.DisposeAsync();
        await (await waiting)!.DisposeAsync();

        Assert.Equal([TokenStoreOperation.Lock, TokenStoreOperation.Lock], _store.Calls.Select(call => call.Operation));
        _store.FailOn(TokenStoreOperation.Lock);
        await Assert.ThrowsAsync<TokenStoreException>(() => _store.LockAsync(Key, Cancellation).AsTask());
    }

    [Fact]
    public async Task It_lists_the_damage_that_a_test_puts_in()
    {
        DamagedTokenEntry damaged = new("id", "somewhere", new TokenStoreException("store_corrupt", "Broken.", "Mend it."));
        _store.AddDamaged(damaged);
        await _store.SetAsync(Key, Tokens, Cancellation);

        TokenEntryList list = await _store.ListAsync(cancellationToken: Cancellation);

        Assert.Equal([damaged], list.Damaged);
        Assert.Single(list);
    }
}
