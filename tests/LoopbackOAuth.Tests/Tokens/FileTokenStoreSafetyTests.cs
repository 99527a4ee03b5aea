using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Modes, links and refusals on a real Unix file system.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileTokenStoreSafetyTests : IDisposable
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly FileTokenStore _store;

    public FileTokenStoreSafetyTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes.");
        _store = new FileTokenStore(_folder.Store);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    public void Dispose() => _folder.Dispose();

    [Theory, Trait("Invariant", "10")]
    [InlineData("000")]
    [InlineData("022")]
    [InlineData("077")]
    public async Task Invariant_10_files_are_0600_in_folders_that_are_0700_whatever_the_umask(string umask)
    {
        var store = Path.Combine(_folder.Root, "missing", "parent");

        Assert.Equal("done", await StoreProcess.RunAsync("set-as-is", store, $"umask {umask}", Cancellation));

        Assert.Equal(PrivateFile, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(store))));
        Assert.Equal(FilePermissions.PrivateFolder, File.GetUnixFileMode(store));
        Assert.Equal(FilePermissions.PrivateFolder, File.GetUnixFileMode(Path.GetDirectoryName(store)!));
    }

    [Fact]
    public async Task A_umask_that_takes_the_owners_bits_does_not_lock_the_owner_out()
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        Assert.Equal("done", await StoreProcess.RunAsync("set-as-is", _folder.Store, "umask 777", Cancellation));

        Assert.Equal(PrivateFile, File.GetUnixFileMode(EntryPath));
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_folder_that_is_a_link_is_refused_and_not_followed()
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder.Root, "target"), FilePermissions.PrivateFolder);
        Directory.CreateSymbolicLink(_folder.Store, target.FullName);

        await EveryUseFailsAsync("store_symbolic_link");
        await EveryUseFailsAsync("store_symbolic_link", new FileTokenStore(_folder.Store + "/"));
        Assert.Empty(target.GetFileSystemInfos());
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_folder_that_is_a_dangling_link_is_refused()
    {
        Directory.CreateSymbolicLink(_folder.Store, Path.Combine(_folder.Root, "nowhere"));

        await EveryUseFailsAsync("store_symbolic_link");
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, "nowhere")));
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_an_entry_that_is_a_link_is_refused_and_not_followed()
    {
        var elsewhere = new FileTokenStore(Path.Combine(_folder.Root, "elsewhere"));
        await elsewhere.SetAsync(Entries.Key(), Entries.Tokens("planted"), Cancellation);
        var target = Assert.Single(Directory.GetFiles(elsewhere.Capabilities.Location));
        var before = await File.ReadAllBytesAsync(target, Cancellation);
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        File.CreateSymbolicLink(EntryPath, target);

        await EveryUseOfTheEntryFailsAsync("store_symbolic_link");
        Assert.Equal(before, await File.ReadAllBytesAsync(target, Cancellation));
        Assert.Equal(target, new FileInfo(EntryPath).LinkTarget);
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_an_entry_that_is_a_dangling_link_is_refused_and_creates_nothing()
    {
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        File.CreateSymbolicLink(EntryPath, Path.Combine(_folder.Root, "planted"));

        await EveryUseOfTheEntryFailsAsync("store_symbolic_link");
        Assert.False(File.Exists(Path.Combine(_folder.Root, "planted")));
    }

    [Fact]
    public async Task An_entry_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        Directory.CreateDirectory(EntryPath);

        await EveryUseOfTheEntryFailsAsync("store_not_regular");
    }

    [Fact]
    public async Task An_entry_that_is_a_pipe_is_refused_and_does_not_hang()
    {
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        UnixFiles.MakePipe(EntryPath);

        await EveryUseOfTheEntryFailsAsync("store_not_regular").WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Theory]
    [InlineData("720")]
    [InlineData("702")]
    [InlineData("777")]
    [InlineData("1777")]
    public async Task A_folder_that_others_can_write_to_is_refused_with_the_command_that_mends_it(string mode)
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        File.SetUnixFileMode(_folder.Store, (UnixFileMode)Convert.ToInt32(mode, 8));

        await EveryUseFailsAsync("store_permissions");
        var exception = await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation));
        Assert.Contains($"chmod 700 '{_folder.Store}'", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_others_can_only_look_into_is_used()
    {
        Directory.CreateDirectory(_folder.Store);
        File.SetUnixFileMode(_folder.Store, (UnixFileMode)Convert.ToInt32("755", 8));

        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        Assert.NotNull(await _store.GetAsync(Entries.Key(), Cancellation));
    }

    [Theory]
    [InlineData("640")]
    [InlineData("604")]
    [InlineData("620")]
    public async Task A_file_that_others_can_reach_is_refused_until_it_is_mended_or_replaced(string mode)
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        File.SetUnixFileMode(EntryPath, (UnixFileMode)Convert.ToInt32(mode, 8));

        var exception = await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation));
        Assert.Equal("store_permissions", exception.Code);
        Assert.Contains($"chmod 600 '{EntryPath}'", exception.Remedy, StringComparison.Ordinal);

        await _store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation);
        Assert.Equal("new", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.Equal(PrivateFile, File.GetUnixFileMode(EntryPath));
    }

    [Theory]
    [InlineData("tokens", "store_not_a_folder")]
    [InlineData("tokens/deeper", "store_unreadable")]
    public async Task A_file_in_the_place_of_the_folder_or_above_it_is_an_error_and_not_an_empty_store(string path, string code)
    {
        await File.WriteAllTextAsync(_folder.Store, "a file", Cancellation);

        await EveryUseFailsAsync(code, new FileTokenStore(Path.Combine(_folder.Root, path)));
        Assert.Equal("a file", await File.ReadAllTextAsync(_folder.Store, Cancellation));
    }

    private async Task EveryUseFailsAsync(string code, FileTokenStore? store = null)
    {
        store ??= _store;
        await UsesFailAsync(
            code,
            async () => await store.GetAsync(Entries.Key(), Cancellation),
            async () => await store.ListAsync(cancellationToken: Cancellation),
            async () => await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation),
            async () => await store.LockAsync(Entries.Key(), Cancellation),
            async () => await store.RemoveAsync(Entries.Key(), Cancellation));
    }

    private async Task EveryUseOfTheEntryFailsAsync(string code)
    {
        await UsesFailAsync(
            code,
            async () => await _store.GetAsync(Entries.Key(), Cancellation),
            async () => await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation),
            async () => await _store.RemoveAsync(Entries.Key(), Cancellation));
        var list = await _store.ListAsync(cancellationToken: Cancellation);
        Assert.Empty(list);
        Assert.Equal((EntryPath, code), (Assert.Single(list.Damaged).Location, list.Damaged[0].Error.Code));
    }

    private static async Task UsesFailAsync(string code, params Func<Task>[] uses)
    {
        foreach (var use in uses)
        {
            var exception = await Assert.ThrowsAsync<TokenStoreException>(use);
            Assert.Equal(code, exception.Code);
            Assert.NotEmpty(exception.Remedy);
        }
    }
}
