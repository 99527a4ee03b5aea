using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>An operating system that refuses: a clear error, and what was there stays there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileTokenStoreRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileTokenStoreRefusalTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes, and no limit on file sizes for a process.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_disk_that_refuses_in_the_middle_of_a_write_leaves_the_old_file()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);

        // A limit of 4 blocks (2 KB, or 4 KB by the shell): the first bytes are written, the others refused as on a full disk.
        Assert.Equal("store_unwritable", await StoreProcess.RunAsync("set-as-is", _folder.Store, "trap '' XFSZ; ulimit -f 4", Cancellation));

        Assert.Equal(1, Entries.NumberOf(await store.GetAsync(Entries.Key(), Cancellation)));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_folder_that_may_not_be_written_is_a_clear_error_and_leaves_the_old_file()
    {
        var store = await StoreForOrdinaryUserAsync();
        File.SetUnixFileMode(_folder.Store, (UnixFileMode)Convert.ToInt32("555", 8));

        Assert.Equal("store_unwritable", await RunAsOrdinaryUserAsync("set"));

        File.SetUnixFileMode(_folder.Store, FilePermissions.PrivateFolder);
        Assert.Equal(1, Entries.NumberOf(await store.GetAsync(Entries.Key(), Cancellation)));
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_an_entry_that_may_not_be_read_is_an_error_and_never_an_empty_store()
    {
        var store = await StoreForOrdinaryUserAsync();
        var file = Assert.Single(Directory.GetFiles(_folder.Store));
        File.SetUnixFileMode(file, UnixFileMode.None);

        Assert.Equal("store_unreadable", await RunAsOrdinaryUserAsync("get"));

        File.SetUnixFileMode(file, FilePermissions.PrivateFile);
        Assert.Equal(1, Entries.NumberOf(await store.GetAsync(Entries.Key(), Cancellation)));
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_folder_that_may_not_be_entered_is_an_error_and_never_an_empty_store()
    {
        await StoreForOrdinaryUserAsync();
        File.SetUnixFileMode(_folder.Root, UnixFileMode.None);
        try
        {
            Assert.Equal("store_unreadable", await RunAsOrdinaryUserAsync("get"));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Root, FilePermissions.PrivateFolder);
        }
    }

    // A privileged test run sends the process to the store as another user, who must be able to come near it.
    private async Task<FileTokenStore> StoreForOrdinaryUserAsync()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        foreach (var folder in (string[])[_folder.Root, _folder.Store])
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        return store;
    }

    // File modes do not bind a privileged user, and what belongs to another user is refused before they matter.
    private async Task<string> RunAsOrdinaryUserAsync(string part)
    {
        GiveTo(UnixFiles.Nobody);
        var result = await StoreProcess.RunAsync(part, _folder.Store, shell: null, Cancellation);
        GiveTo(0);
        return result;
    }

    private void GiveTo(int user)
    {
        foreach (var path in Environment.IsPrivilegedProcess ? (string[])[_folder.Store, .. Directory.GetFileSystemEntries(_folder.Store)] : [])
        {
            UnixFiles.GiveTo(user, path);
        }
    }
}
