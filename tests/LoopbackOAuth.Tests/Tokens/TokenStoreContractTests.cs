using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What every store promises.</summary>
public sealed class TokenStoreContractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Stores => ["memory", "file"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_set_comes_back_whole(string kind)
    {
        var store = Create(kind);
        var tokens = Entries.Tokens();

        await store.SetAsync(Entries.Key(), tokens, Cancellation);
        var read = await store.GetAsync(Entries.Key(), Cancellation);

        Assert.NotNull(read);
        Assert.Equal(tokens.Scopes, read.Scopes);
        Assert.Equal(tokens, read with { Scopes = tokens.Scopes });
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_server_did_not_send_stays_absent(string kind)
    {
        var store = Create(kind);
        await store.SetAsync(Entries.Key(), Entries.Tokens() with { RefreshToken = null, IdToken = null, ExpiresAt = null, Scopes = [] }, Cancellation);

        var read = await store.GetAsync(Entries.Key(), Cancellation);

        Assert.NotNull(read);
        Assert.Null(read.RefreshToken);
        Assert.Null(read.IdToken);
        Assert.Null(read.ExpiresAt);
        Assert.Empty(read.Scopes);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_refusal_of_the_grant_comes_back_and_goes_with_the_next_sign_in(string kind)
    {
        var store = Create(kind);
        GrantRefusal[] refusals = [new("invalid_grant", "Token was revoked.", Entries.Noon), new("invalid_grant", Description: null, Entries.Noon)];
        foreach (var refusal in refusals)
        {
            await store.SetAsync(Entries.Key(), Entries.Tokens() with { Refusal = refusal }, Cancellation);

            Assert.Equal(refusal, (await store.GetAsync(Entries.Key(), Cancellation))?.Refusal);
            Assert.Equal(refusal, Assert.Single(await store.ListAsync(cancellationToken: Cancellation)).Tokens.Refusal);
        }

        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        Assert.Null((await store.GetAsync(Entries.Key(), Cancellation))?.Refusal);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_lock_lets_one_through_at_a_time_and_is_of_its_entry_alone(string kind)
    {
        var store = Create(kind);
        List<int> order = [];
        var held = await store.LockAsync(Entries.Key(), Cancellation);
        List<Task> waiting = [];
        for (var caller = 0; caller < 3; caller++)
        {
            var number = caller;
            waiting.Add(Task.Run(async () =>
            {
                await using var turn = await store.LockAsync(Entries.Key() with { }, Cancellation);
                order.Add(number);
            }));
        }

        await using (await store.LockAsync(Entries.Key(account: "other"), Cancellation))
        {
            Assert.Empty(order);
            Assert.DoesNotContain(waiting, wait => wait.IsCompleted);
        }

        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation); // Reading and writing work without the lock.
        await held!.DisposeAsync();
        await held.DisposeAsync();
        await Task.WhenAll(waiting);

        Assert.Equal([0, 1, 2], order.Order());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_wait_for_a_lock_that_is_cancelled_costs_nobody_else_the_lock(string kind)
    {
        var store = Create(kind);
        var held = await store.LockAsync(Entries.Key(), Cancellation);
        using var cancellation = new CancellationTokenSource();
        var waiting = store.LockAsync(Entries.Key(), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.LockAsync(Entries.Key(), new CancellationToken(canceled: true)));

        await held!.DisposeAsync();

        await (await store.LockAsync(Entries.Key(), Cancellation))!.DisposeAsync();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_last_of_two_writes_holds(string kind)
    {
        var store = Create(kind);
        await store.SetAsync(Entries.Key(), Entries.Tokens("old"), Cancellation);
        await store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation);

        Assert.Equal("new", (await store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.Single(await store.ListAsync(cancellationToken: Cancellation));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Each_part_of_the_key_separates_entries(string kind)
    {
        var store = Create(kind);
        var key = Entries.Key();
        TokenKey[] keys =
        [
            key,
            key with { Provider = "other" },
            key with { Provider = "Example" },
            key with { Issuer = "https://other.example" },
            key with { ClientId = "client-2" },
            key with { Account = "work" },
            key with { Resource = "https://api.example" },
            key with { Resource = "" },
        ];
        foreach (var (each, index) in keys.Select((each, index) => (each, index)))
        {
            await store.SetAsync(each, Entries.Tokens($"access-{index}"), Cancellation);
        }

        foreach (var (each, index) in keys.Select((each, index) => (each, index)))
        {
            Assert.Equal($"access-{index}", (await store.GetAsync(each, Cancellation))?.AccessToken.Reveal());
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_listing_is_ordered_by_provider_account_and_issuer(string kind)
    {
        var store = Create(kind);
        TokenKey[] ordered =
        [
            Entries.Key("alpha", "b") with { Issuer = "https://z.example" },
            Entries.Key("beta", "a") with { Issuer = "https://a.example" },
            Entries.Key("beta", "a") with { Issuer = "https://b.example" },
            Entries.Key("beta", "b") with { Issuer = "https://a.example" },
        ];
        foreach (var key in ordered.Reverse())
        {
            await store.SetAsync(key, Entries.Tokens(), Cancellation);
        }

        Assert.Equal(ordered, (await store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Removing_says_whether_there_was_an_entry_and_takes_no_other(string kind)
    {
        var store = Create(kind);
        await store.SetAsync(Entries.Key(account: "a"), Entries.Tokens(), Cancellation);
        await store.SetAsync(Entries.Key(account: "b"), Entries.Tokens(), Cancellation);

        Assert.True(await store.RemoveAsync(Entries.Key(account: "a"), Cancellation));
        Assert.False(await store.RemoveAsync(Entries.Key(account: "a"), Cancellation));
        Assert.Null(await store.GetAsync(Entries.Key(account: "a"), Cancellation));
        Assert.NotNull(await store.GetAsync(Entries.Key(account: "b"), Cancellation));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_cancelled_write_changes_nothing(string kind)
    {
        var store = Create(kind);
        await store.SetAsync(Entries.Key(), Entries.Tokens("old"), Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.SetAsync(Entries.Key(), Entries.Tokens("new"), new CancellationToken(canceled: true)));

        Assert.Equal("old", (await store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Theory]
    [InlineData("memory", false, false)]
    [InlineData("file", true, true)]
    public void A_store_says_what_it_can_promise(string kind, bool persistent, bool hasLock)
    {
        var capabilities = Create(kind).Capabilities;

        Assert.Equal(persistent, capabilities.IsPersistent);
        Assert.Equal(hasLock, capabilities.HasCrossProcessLock);
        Assert.Equal(kind == "file" ? Environment.UserName : null, capabilities.Owner);
        Assert.False(capabilities.IsEncrypted);
        Assert.Equal(kind == "file" ? _folder.Store : "the memory of this process", capabilities.Location);
    }

    private ITokenStore Create(string kind) => kind == "file" ? new FileTokenStore(_folder.Store) : new InMemoryTokenStore();
}
