using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Faults that are made for real: no more open files, a disk that is full or cannot be read, and things that are no files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileTokenStoreFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileTokenStore _store;

    public FileTokenStoreFaultTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The faults are made by Unix means.");
        _store = new FileTokenStore(_folder.Store);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_without_open_files_left_every_use_is_an_error_and_never_an_empty_store()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);

        Assert.Equal(
            "get store_unreadable, list store_unreadable, set store_unreadable, lock store_unreadable, remove store_unreadable",
            await StoreProcess.RunAsync("without-files", _folder.Store, "export DOTNET_TieredCompilation=0; ulimit -n 256", Cancellation));

        Assert.Equal(1, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
        Assert.Equal([EntryPath], Directory.GetFileSystemEntries(_folder.Store));
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(23, true)]
    [InlineData(12, true)]
    [InlineData(5, false)]
    [InlineData(13, false)]
    public void A_listing_ends_when_it_is_the_process_that_lacks_something_and_not_the_entry(int error, bool ends) =>
        Assert.Equal(ends, StoreErrors.IsAboutTheProcess(StoreErrors.Unreadable(EntryPath, new IOException("As the system says.", error))));

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_disk_that_is_full_is_a_clear_error_and_leaves_the_old_entry()
    {
        DemandMounts();
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);

        Assert.Equal(
            "small done, large store_unwritable, get small, files 1",
            await StoreProcess.RunAsync("fill", _folder.Store, $"mount -t tmpfs -o size=64k,mode=700 tmpfs '{_folder.Store}'", Cancellation, privateMounts: true));
    }

    [Fact]
    public async Task A_check_finds_a_full_disk_before_a_refresh_token_is_spent()
    {
        DemandMounts();
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);

        Assert.Equal(
            "before done, full store_unwritable, files 2",
            await StoreProcess.RunAsync("fill-and-verify", _folder.Store, $"mount -t tmpfs -o size=64k,mode=700 tmpfs '{_folder.Store}'", Cancellation, privateMounts: true));
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_disk_that_gives_no_answer_is_a_read_error_and_the_entry_is_not_replaced()
    {
        DemandMounts();
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await _store.SetAsync(Entries.Key(account: "other"), Entries.Tokens(), Cancellation);

        // The memory of a process is a file whose beginning answers with an input/output error.
        Assert.Equal(
            "get store_unreadable, set store_unreadable, list 1 and store_unreadable",
            await StoreProcess.RunAsync("broken-disk", _folder.Store, $"mount --bind /proc/$$/mem '{EntryPath}'", Cancellation, privateMounts: true));

        Assert.Equal("access-1", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Fact]
    public async Task An_entry_that_is_a_socket_is_refused()
    {
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        var bound = Path.Combine(_folder.Root, "s");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(bound));
        File.Move(bound, EntryPath);

        Assert.Equal("store_unreadable", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation))).Code);
        Assert.Equal("store_unreadable", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation))).Code);
        Assert.Equal("store_unreadable", Assert.Single((await _store.ListAsync(cancellationToken: Cancellation)).Damaged).Error.Code);
    }

    [Fact]
    public async Task An_entry_that_is_an_endless_device_is_refused_without_reading_it()
    {
        Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        Assert.SkipUnless(Environment.IsPrivilegedProcess && UnixFiles.TryMakeZeroDevice(EntryPath), "This process may not make devices.");

        Assert.Equal("store_not_regular", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation))).Code);
        Assert.Equal("store_not_regular", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation))).Code);
    }

    [Fact]
    public async Task A_hard_link_to_another_entry_is_not_its_token_and_a_write_leaves_the_other_name_alone()
    {
        await _store.SetAsync(Entries.Key(account: "mallory"), Entries.Tokens("mallory's"), Cancellation);
        var other = Path.Combine(_folder.Store, TokenFileName.For(Entries.Key(account: "mallory")));
        UnixFiles.MakeHardLink(other, EntryPath);

        Assert.Equal("store_wrong_key", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation))).Code);
        await _store.SetAsync(Entries.Key(), Entries.Tokens("mine"), Cancellation);

        Assert.Equal("mine", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.Equal("mallory's", (await _store.GetAsync(Entries.Key(account: "mallory"), Cancellation))?.AccessToken.Reveal());

        var copy = Path.Combine(_folder.Root, "copy");
        UnixFiles.MakeHardLink(EntryPath, copy);
        var before = await File.ReadAllBytesAsync(copy, Cancellation);
        await _store.SetAsync(Entries.Key(), Entries.Tokens("newer"), Cancellation);
        Assert.Equal(before, await File.ReadAllBytesAsync(copy, Cancellation));
    }

    [Theory]
    [InlineData("lock-once")]
    [InlineData("verify")]
    public async Task A_lock_and_a_check_before_a_sign_in_find_that_the_folder_may_not_be_written(string part)
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        File.SetUnixFileMode(_folder.Root, (UnixFileMode)Convert.ToInt32("755", 8));
        File.SetUnixFileMode(_folder.Store, (UnixFileMode)Convert.ToInt32("555", 8));
        if (Environment.IsPrivilegedProcess)
        {
            UnixFiles.GiveTo(UnixFiles.Nobody, _folder.Store);
            UnixFiles.GiveTo(UnixFiles.Nobody, EntryPath);
        }

        Assert.Equal("store_unwritable", await StoreProcess.RunAsync(part, _folder.Store, shell: null, Cancellation));

        File.SetUnixFileMode(_folder.Store, FilePermissions.PrivateFolder);
    }

    private static void DemandMounts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only a privileged process on Linux can mount.");
        using var attempt = Process.Start("unshare", ["-m", "true"]);
        attempt.WaitForExit();
        Assert.SkipUnless(attempt.ExitCode == 0, "This process may not mount.");
    }
}
