using System.Text;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring.Tests;

public sealed class KeyringTokenStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeVault _vault = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Index => Path.Combine(_folder.Store, "keyring-loopback-oauth");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_set_comes_back_whole_and_each_part_of_the_key_separates_entries()
    {
        var store = Create();
        var key = Entries.Key();
        TokenKey[] keys =
        [
            key, key with { Provider = "other" }, key with { Provider = "Example" }, key with { Issuer = "https://other.example" },
            key with { ClientId = "client-2" }, key with { Account = "work" }, key with { Resource = "https://api.example" }, key with { Resource = "" },
        ];
        foreach (var each in keys)
        {
            await store.SetAsync(each, Entries.Tokens(each.ToString()), Cancellation);
        }

        foreach (var each in keys)
        {
            var tokens = Entries.Tokens(each.ToString());
            var read = await store.GetAsync(each, Cancellation);
            Assert.Equal(tokens, read! with { Scopes = tokens.Scopes });
            Assert.Equal(tokens.Scopes, read.Scopes);
        }

        Assert.Equal(keys.Length, (await store.ListAsync(cancellationToken: Cancellation)).Count);
        Assert.Equal(["other"], (await store.ListAsync("other", Cancellation)).Select(entry => entry.Key.Provider));
        Assert.Equal(keys.Length, (await store.ListKeysAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task Removing_says_whether_there_was_an_entry_and_takes_no_other()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(account: "a"), Entries.Tokens(), Cancellation);
        await store.SetAsync(Entries.Key(account: "b"), Entries.Tokens(), Cancellation);

        Assert.True(await store.RemoveAsync(Entries.Key(account: "a"), Cancellation));
        Assert.False(await store.RemoveAsync(Entries.Key(account: "a"), Cancellation));
        Assert.Null(await store.GetAsync(Entries.Key(account: "a"), Cancellation));
        Assert.Equal("b", Assert.Single(await store.ListAsync(cancellationToken: Cancellation)).Key.Account);
        Assert.Single(Directory.GetFiles(Index, "*.json"));
    }

    [Fact]
    [Trait("Invariant", "10")]
    public async Task Invariant_10_an_item_that_a_locked_keyring_does_not_find_is_an_error_and_not_an_absent_entry()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        _vault.IsLocked = true;

        await FailsAsync("keyring_unavailable", async () => await store.GetAsync(Entries.Key(), Cancellation));
        await FailsAsync("keyring_unavailable", async () => await store.GetAsync(Entries.Key(account: "nobody"), Cancellation));
        await FailsAsync("keyring_unavailable", async () => await store.ListAsync(cancellationToken: Cancellation));
        await FailsAsync("keyring_unavailable", async () => await store.RemoveAsync(Entries.Key(), Cancellation));
        await FailsAsync("keyring_unavailable", async () => await store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation));
        Assert.Equal(KeyringTrouble.Locked, (await store.CheckAsync(Cancellation)).Trouble);

        _vault.IsLocked = false;
        Assert.Equal("access-1", (await store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.True((await store.CheckAsync(Cancellation)).IsAvailable);
    }

    [Fact]
    [Trait("Invariant", "10")]
    public async Task Invariant_10_an_item_in_another_collection_that_is_locked_is_neither_absent_nor_removed()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var id = Entries.Key().GetId();
        _vault.Others[id] = _vault.Items[id];
        _vault.Items.Clear();
        _vault.AreOthersLocked = true;

        await FailsAsync("keyring_item_missing", async () => await store.GetAsync(Entries.Key(), Cancellation));
        await FailsAsync("keyring_item_stays", async () => await store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.Equal("keyring_item_missing", Assert.Single((await store.ListAsync(cancellationToken: Cancellation)).Damaged).Error.Code);
        Assert.Null(await store.GetAsync(Entries.Key(account: "nobody"), Cancellation));
        Assert.False(await store.RemoveAsync(Entries.Key(account: "nobody"), Cancellation));

        _vault.AreOthersLocked = false;
        Assert.Equal("access-1", (await store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.True(await store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.Null(await store.GetAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task An_item_that_is_gone_can_be_given_up_by_its_id_or_signed_in_anew()
    {
        var store = Create();
        foreach (var account in (string[])["given up", "anew"])
        {
            await store.SetAsync(Entries.Key(account: account), Entries.Tokens(), Cancellation);
        }

        _vault.Items.Clear();

        Assert.True(await store.RemoveDamagedAsync(Entries.Key(account: "given up").GetId(), Cancellation));
        Assert.Null(await store.GetAsync(Entries.Key(account: "given up"), Cancellation));
        await store.SetAsync(Entries.Key(account: "anew"), Entries.Tokens("new"), Cancellation);
        Assert.Equal("new", (await store.GetAsync(Entries.Key(account: "anew"), Cancellation))?.AccessToken.Reveal());
    }

    [Fact]
    public async Task A_write_that_another_item_hides_is_an_error()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens("spent"), Cancellation);
        var id = Entries.Key().GetId();
        _vault.Others[id] = _vault.Items[id];

        await FailsAsync("keyring_unavailable", async () => await store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation));
        Assert.Single(await store.ListKeysAsync(Cancellation));
    }

    [Fact]
    public async Task A_first_write_that_a_locked_keyring_refused_leaves_no_name_in_the_index()
    {
        var store = Create();
        _vault.IsLocked = true;
        await FailsAsync("keyring_unavailable", async () => await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation));
        _vault.IsLocked = false;

        Assert.Null(await store.GetAsync(Entries.Key(), Cancellation));
        Assert.False(await store.RemoveAsync(Entries.Key(), Cancellation));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_read_during_a_removal_finds_the_entry_or_none_and_never_an_error()
    {
        using ManualResetEventSlim go = new();
        TaskCompletionSource deleted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        _vault.Deleted = () =>
        {
            deleted.SetResult();
            go.Wait(TimeSpan.FromMinutes(1));
        };
        var removing = store.RemoveAsync(Entries.Key(), Cancellation).AsTask();
        await deleted.Task;
        _vault.Reading = () => read.TrySetResult();
        var reading = Create().GetAsync(Entries.Key(), Cancellation).AsTask();
        await read.Task;
        go.Set();

        Assert.Null(await reading);
        Assert.True(await removing);
    }

    [Fact]
    public async Task A_damaged_item_harms_no_other_and_a_sign_in_mends_it()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(account: "good"), Entries.Tokens(), Cancellation);
        byte[][] contents = [[0], "{"u8.ToArray(), "{\"version\":1}"u8.ToArray(), Encoding.UTF8.GetBytes(new string('[', 100_000)), _vault.Items[Entries.Key(account: "good").GetId()]];
        foreach (var content in contents)
        {
            await store.SetAsync(Entries.Key(account: "bad"), Entries.Tokens(), Cancellation);
            _vault.Items[Entries.Key(account: "bad").GetId()] = content;

            await FailsAsync("keyring_item_damaged", async () => await store.GetAsync(Entries.Key(account: "bad"), Cancellation));
            var list = await store.ListAsync(cancellationToken: Cancellation);
            Assert.Equal("good", Assert.Single(list).Key.Account);
            Assert.Equal(Entries.Key(account: "bad").GetId(), Assert.Single(list.Damaged).Id);
            Assert.Equal(Entries.Key(account: "bad"), Assert.Single(list.Damaged).Key);

            await store.SetAsync(Entries.Key(account: "bad"), Entries.Tokens("mended"), Cancellation);
            Assert.Equal("mended", (await store.GetAsync(Entries.Key(account: "bad"), Cancellation))?.AccessToken.Reveal());
        }
    }

    [Fact]
    public async Task What_is_damaged_can_be_removed_by_its_id_alone()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(account: "good"), Entries.Tokens(), Cancellation);
        await store.SetAsync(Entries.Key(account: "bad"), Entries.Tokens(), Cancellation);
        var id = Entries.Key(account: "bad").GetId();
        _vault.Items[id] = [0];

        Assert.False(await store.RemoveDamagedAsync(Entries.Key(account: "good").GetId(), Cancellation));
        Assert.True(await store.RemoveDamagedAsync(id, Cancellation));
        Assert.False(await store.RemoveDamagedAsync(id, Cancellation));
        Assert.DoesNotContain(id, _vault.Items.Keys);
        Assert.Equal("good", Assert.Single(await store.ListAsync(cancellationToken: Cancellation)).Key.Account);
    }

    [Fact]
    public async Task What_a_sign_in_mends_meanwhile_is_not_removed_as_damaged()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var id = Entries.Key().GetId();
        var good = _vault.Items[id];
        _vault.Items[id] = [0];
        var path = Assert.Single(Directory.GetFiles(Index, "*.json"));
        var isMended = false;

        // Another process writes as soon as it can: whenever nobody holds the lock.
        _vault.Reading = () =>
        {
            var lockPath = Path.Combine(Index, TokenFileName.Lock(Path.GetFileName(path)));
            if (LockFile.TryTake(lockPath) is { } file)
            {
                _vault.Items[id] = good;
                isMended = true;
                LockFile.Release(file, lockPath, remove: false);
            }
        };
        Assert.True(await store.RemoveDamagedAsync(id, Cancellation));
        Assert.False(isMended, "It was looked at before the lock was held, and what was written since is gone.");

        // Mended while the removal waits.
        _vault.Reading = null;
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        _vault.Items[id] = [0];
        var held = await new LockFiles(TimeProvider.System).TakeAsync(path, Cancellation);
        var removing = store.RemoveDamagedAsync(id, Cancellation).AsTask();
        _vault.Items[id] = good;
        await held.DisposeAsync();
        Assert.False(await removing);
        Assert.Single(await store.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_item_of_a_newer_version_is_told_of_and_not_written_over()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        byte[] newer = [.. "{\"version\":2}"u8];
        _vault.Items[Entries.Key().GetId()] = newer;

        await FailsAsync("store_newer_version", async () => await store.GetAsync(Entries.Key(), Cancellation));
        await FailsAsync("store_newer_version", async () => await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation));
        Assert.Same(newer, _vault.Items[Entries.Key().GetId()]);
        Assert.True(await store.RemoveAsync(Entries.Key(), Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"version\":1,\"key\":{}}")]
    [InlineData("{\"version\":1,\"key\":{\"provider\":\"example\",\"issuer\":\"i\",\"client_id\":\"c\",\"account\":\"other\"}}")]
    public async Task A_damaged_index_file_costs_its_entry_the_listing_only_until_the_next_write(string content)
    {
        var store = Create();
        await store.SetAsync(Entries.Key(account: "a"), Entries.Tokens(), Cancellation);
        var path = Assert.Single(Directory.GetFiles(Index, "*.json"));
        await store.SetAsync(Entries.Key(account: "b"), Entries.Tokens(), Cancellation);
        await File.WriteAllTextAsync(path, content, Cancellation);

        var list = await store.ListAsync(cancellationToken: Cancellation);
        Assert.Equal("b", Assert.Single(list).Key.Account);
        Assert.Equal("keyring_index_damaged", Assert.Single(list.Damaged).Error.Code);
        Assert.NotNull(await store.GetAsync(Entries.Key(account: "a"), Cancellation));

        await store.SetAsync(Entries.Key(account: "a"), Entries.Tokens(), Cancellation);
        list = await store.ListAsync(cancellationToken: Cancellation);
        Assert.Equal(2, list.Count);
        Assert.Empty(list.Damaged);
    }

    [Fact]
    public async Task A_link_in_the_place_of_an_index_file_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var path = Assert.Single(Directory.GetFiles(Index, "*.json"));
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.Combine(_folder.Root, "elsewhere"));

        await FailsAsync("store_symbolic_link", async () => await store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation));
        Assert.False(File.Exists(Path.Combine(_folder.Root, "elsewhere")));
    }

    [Fact]
    public async Task An_item_that_the_keyring_does_not_let_go_is_an_error_and_stays_listed()
    {
        var store = Create();
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        _vault.KeepsItems = true;

        await FailsAsync("keyring_item_stays", async () => await store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.Single(await store.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_cancelled_write_changes_nothing()
    {
        var store = Create();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.SetAsync(Entries.Key(), Entries.Tokens(), new CancellationToken(canceled: true)));

        Assert.Empty(_vault.Items);
        Assert.Empty(await store.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_lock_is_that_of_the_file_store_in_the_same_folder()
    {
        var held = await Create().LockAsync(Entries.Key(), Cancellation);
        var waiting = new FileTokenStore(_folder.Store).LockAsync(Entries.Key(), Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        await held!.DisposeAsync();
        await (await waiting)!.DisposeAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task While_one_changes_an_entry_another_waits_no_longer_than_its_limit_and_touches_nothing()
    {
        using ManualResetEventSlim hang = new();
        _vault.Hang = hang;
        var writing = Create().SetAsync(Entries.Key(), Entries.Tokens(), Cancellation).AsTask();
        FakeVault others = new();
        KeyringTokenStore other = new(new KeyringOptions { Folder = _folder.Store, Timeout = TimeSpan.FromSeconds(1) }, clock: null, others);

        // Without an order, the one would remove the index file of what the other is about to write.
        await FailsAsync("keyring_unavailable", async () => await other.RemoveAsync(Entries.Key(), Cancellation));
        await FailsAsync("keyring_unavailable", async () => await other.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation));
        Assert.Empty(others.Calls);

        hang.Set();
        await writing;
        Assert.False(await other.RemoveAsync(Entries.Key(account: "not this one"), Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_that_ran_out_of_time_keeps_others_out_until_it_ends(bool removes)
    {
        await Create().SetAsync(Entries.Key(), Entries.Tokens("old"), Cancellation);
        using ManualResetEventSlim hang = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        KeyringOptions options = new() { Folder = _folder.Store, Timeout = TimeSpan.FromSeconds(1) };
        var call = removes ? "delete" : "write";
        _vault.HangsAt = (call, () =>
        {
            begun.SetResult();
            hang.Wait(TimeSpan.FromMinutes(1));
        });
        KeyringTokenStore slow = new(options, clock: null, _vault);
        await FailsAsync("keyring_unavailable", async () => await (removes ? slow.RemoveAsync(Entries.Key(), Cancellation).AsTask() : slow.SetAsync(Entries.Key(), Entries.Tokens("late"), Cancellation).AsTask()));
        await begun.Task;
        _vault.HangsAt = null;

        // Written now, it would be undone by the change that is still under way.
        await FailsAsync("keyring_unavailable", async () => await new KeyringTokenStore(options, clock: null, _vault).SetAsync(Entries.Key(), Entries.Tokens("newer"), Cancellation));
        Assert.Equal(KeyringTrouble.NotResponding, KeyringCaller.TroubleOf(await Assert.ThrowsAsync<TokenStoreException>(
            async () => await new KeyringTokenStore(options, clock: null, _vault).RemoveAsync(Entries.Key(), Cancellation))));

        hang.Set();
        await Create().SetAsync(Entries.Key(), Entries.Tokens("newer"), Cancellation);
        Assert.Equal("newer", (await Create().GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_check_that_ran_out_of_time_keeps_others_from_checking_until_it_ends()
    {
        using ManualResetEventSlim hang = new();
        KeyringOptions options = new() { Folder = _folder.Store, Timeout = TimeSpan.FromSeconds(1) };
        _vault.HangsAt = ("verify", () => hang.Wait(TimeSpan.FromMinutes(1)));
        await FailsAsync("keyring_unavailable", async () => await new KeyringTokenStore(options, clock: null, _vault).VerifyAsync(Cancellation));

        FakeVault others = new();
        Assert.Equal(KeyringTrouble.NotResponding, (await new KeyringTokenStore(options, clock: null, others).CheckAsync(Cancellation)).Trouble);
        Assert.Empty(others.Calls);

        hang.Set();
        _vault.HangsAt = null;
        await Create().VerifyAsync(Cancellation);
    }

    [Fact]
    public void It_says_what_it_can_promise_without_asking_the_keyring()
    {
        var capabilities = Create().Capabilities;

        Assert.True(capabilities.IsPersistent);
        Assert.True(capabilities.IsEncrypted);
        Assert.True(capabilities.HasCrossProcessLock);
        Assert.Equal(Environment.UserName, capabilities.Owner);
        Assert.Equal($"Secret Service (service loopback-oauth), index in {Index}", capabilities.Location);
        Assert.Empty(_vault.Calls);
        Assert.False(Directory.Exists(_folder.Store));
    }

    [Fact]
    public async Task Where_a_look_tells_that_there_is_no_keyring_it_is_not_called()
    {
        var store = Create();
        _vault.Missing = KeyringTrouble.NoLibrary;

        await FailsAsync("keyring_unavailable", async () => await store.GetAsync(Entries.Key(), Cancellation));
        Assert.Equal(KeyringTrouble.NoLibrary, (await store.CheckAsync(Cancellation)).Trouble);
        Assert.Empty(_vault.Calls);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_another_trouble_than_the_keyring()
    {
        await File.WriteAllTextAsync(_folder.Store, "a file", Cancellation);

        var check = await Create().CheckAsync(Cancellation);

        Assert.Equal(KeyringTrouble.Folder, check.Trouble);
        Assert.StartsWith("store_", check.Code, StringComparison.Ordinal);
        Assert.NotNull(check.Remedy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("é")]
    public void A_service_name_that_could_not_be_told_apart_everywhere_is_refused(string service) =>
        Assert.Throws<ArgumentException>(() => new KeyringTokenStore(new KeyringOptions { Service = service, Folder = _folder.Store }));

    [Theory]
    [InlineData(0.5)]
    [InlineData(601)]
    public void A_time_limit_outside_its_range_is_refused(double seconds) =>
        Assert.Throws<ArgumentException>(() => new KeyringTokenStore(new KeyringOptions { Timeout = TimeSpan.FromSeconds(seconds), Folder = _folder.Store }));

    [Fact]
    public void A_relative_folder_is_refused() => Assert.Throws<ArgumentException>(() => new KeyringTokenStore(new KeyringOptions { Folder = "tokens" }));

    private static async Task FailsAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<TokenStoreException>(act)).Code);

    private KeyringTokenStore Create() => new(new KeyringOptions { Folder = _folder.Store }, clock: null, _vault);
}
