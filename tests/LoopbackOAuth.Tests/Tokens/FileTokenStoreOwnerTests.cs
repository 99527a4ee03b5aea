using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What belongs to another user: refused, with the way out, before anything is read or changed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileTokenStoreOwnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileTokenStore _store;

    public FileTokenStoreOwnerTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of owners.");
        _store = new FileTokenStore(_folder.Store);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_folder_of_another_user_is_refused_with_the_way_out()
    {
        // An ordinary user finds folders of others everywhere; a privileged one makes one.
        var folder = "/usr/share";
        if (Environment.IsPrivilegedProcess)
        {
            await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
            UnixFiles.GiveTo(UnixFiles.Nobody, folder = _folder.Store);
        }

        var store = new FileTokenStore(folder);
        Func<Task>[] uses =
        [
            async () => await store.VerifyAsync(Cancellation),
            async () => await store.GetAsync(Entries.Key(), Cancellation),
            async () => await store.ListAsync(cancellationToken: Cancellation),
            async () => await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation),
            async () => await store.LockAsync(Entries.Key(), Cancellation),
            async () => await store.RemoveAsync(Entries.Key(), Cancellation),
        ];
        foreach (var use in uses)
        {
            var exception = await Assert.ThrowsAsync<TokenStoreException>(use);
            Assert.Equal("store_foreign_owner", exception.Code);
            Assert.Contains($"sudo chown -R {Environment.UserName} '{folder}'", exception.Remedy, StringComparison.Ordinal);
            Assert.Contains("sudo -u ", exception.Remedy, StringComparison.Ordinal);
        }

        Assert.Contains(Environment.UserName, store.Capabilities.Warning, StringComparison.Ordinal);
        Assert.NotEqual(Environment.UserName, store.Capabilities.Owner);
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_an_entry_of_another_user_is_refused_and_left_and_harms_no_other()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only a privileged process can give a file away.");
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await _store.SetAsync(Entries.Key(account: "other"), Entries.Tokens(), Cancellation);
        var before = await File.ReadAllBytesAsync(EntryPath, Cancellation);
        UnixFiles.GiveTo(UnixFiles.Nobody, EntryPath);

        Func<Task>[] uses =
        [
            async () => await _store.GetAsync(Entries.Key(), Cancellation),
            async () => await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation),
            async () => await _store.RemoveAsync(Entries.Key(), Cancellation),
        ];
        foreach (var use in uses)
        {
            Assert.Equal("store_foreign_owner", (await Assert.ThrowsAsync<TokenStoreException>(use)).Code);
        }

        var list = await _store.ListAsync(cancellationToken: Cancellation);
        Assert.Equal([Entries.Key(account: "other")], list.Select(entry => entry.Key));
        Assert.Equal("store_foreign_owner", Assert.Single(list.Damaged).Error.Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(EntryPath, Cancellation));
        Assert.Equal((uint)UnixFiles.Nobody, UnixFileStatus.Of(EntryPath)!.Value.Owner);
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_privileged_run_leaves_nothing_in_the_home_of_another_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "An ordinary user cannot write there anyway.");
        UnixFiles.GiveTo(UnixFiles.Nobody, _folder.Root);
        var store = new FileTokenStore(Path.Combine(_folder.Root, ".local", "share", "tokens"));

        // Already before a sign-in, so that nobody signs in for nothing.
        var exception = await Assert.ThrowsAsync<TokenStoreException>(async () => await store.VerifyAsync(Cancellation));
        await Assert.ThrowsAsync<TokenStoreException>(async () => await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation));

        Assert.Equal("store_foreign_owner", exception.Code);
        Assert.Contains("sudo -H", exception.Remedy, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
        Assert.Contains("sudo -H", store.Capabilities.Warning, StringComparison.Ordinal);

        // Who makes the folder says that it is meant.
        Directory.CreateDirectory(store.Capabilities.Location);
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        Assert.NotNull(await store.GetAsync(Entries.Key(), Cancellation));
    }

    [Theory, Trait("Invariant", "10")]
    [InlineData("folder")]
    [InlineData("entry")]
    public async Task Invariant_10_what_a_privileged_run_left_behind_is_named_as_such_and_is_no_empty_store(string what)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only a privileged process can be two users.");
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        File.SetUnixFileMode(_folder.Root, (UnixFileMode)Convert.ToInt32("755", 8));
        if (what == "entry")
        {
            UnixFiles.GiveTo(UnixFiles.Nobody, _folder.Store);
        }

        // The folder and the entry are 0700 and 0600 of root: the other user may not even open them.
        Assert.Equal("store_foreign_owner", await StoreProcess.RunAsync("get", _folder.Store, shell: null, Cancellation));
        Assert.Equal("store_foreign_owner", await StoreProcess.RunAsync("set", _folder.Store, shell: null, Cancellation));
    }

    [Theory]
    [InlineData("400", "400")]
    [InlineData("600", "600")]
    [InlineData("644", "600")]
    public async Task A_write_keeps_a_private_mode_and_mends_another(string before, string after)
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens("old"), Cancellation);
        File.SetUnixFileMode(EntryPath, (UnixFileMode)Convert.ToInt32(before, 8));
        var owner = UnixFileStatus.Of(EntryPath)!.Value.Owner;

        await _store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation);

        Assert.Equal(Convert.ToInt32(after, 8), (int)File.GetUnixFileMode(EntryPath));
        Assert.Equal(owner, UnixFileStatus.Of(EntryPath)!.Value.Owner);
        Assert.Equal("new", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.Equal([EntryPath], Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task A_path_that_a_shell_would_run_is_in_no_command()
    {
        var store = new FileTokenStore(Path.Combine(_folder.Root, "it's;reboot"));
        Directory.CreateDirectory(store.Capabilities.Location);
        File.SetUnixFileMode(store.Capabilities.Location, (UnixFileMode)Convert.ToInt32("777", 8));

        var exception = await Assert.ThrowsAsync<TokenStoreException>(async () => await store.GetAsync(Entries.Key(), Cancellation));

        Assert.Contains("chmod 700 'THAT-PATH'", exception.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("reboot", exception.Remedy, StringComparison.Ordinal);
    }
}
