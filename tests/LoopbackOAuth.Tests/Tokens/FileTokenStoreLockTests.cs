using System.Runtime.Versioning;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>The lock of an entry between stores, threads and processes.</summary>
public sealed class FileTokenStoreLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileTokenStore _store;

    public FileTokenStoreLockTests() => _store = new FileTokenStore(_folder.Store);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    private string LockPath => Path.Combine(_folder.Store, TokenFileName.Lock(Path.GetFileName(EntryPath)));

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_processes_that_ask_for_one_entry_go_one_after_the_other()
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var counter = Path.Combine(_folder.Store, StoreProcess.CounterFile);
        await File.WriteAllTextAsync(counter, "0", Cancellation);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StoreProcess.RunAsync("count", _folder.Store, shell: null, Cancellation)));

        Assert.Equal(["done", "done", "done", "done"], results);
        Assert.Equal($"{4 * StoreProcess.CountRounds}", await File.ReadAllTextAsync(counter, Cancellation));
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_without_an_entry_the_lock_file_comes_and_goes_and_still_holds()
    {
        Directory.CreateDirectory(_folder.Store);
        var counter = Path.Combine(_folder.Store, StoreProcess.CounterFile);
        await File.WriteAllTextAsync(counter, "0", Cancellation);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StoreProcess.RunAsync("count", _folder.Store, shell: null, Cancellation)));

        Assert.Equal(["done", "done", "done", "done"], results);
        Assert.Equal($"{4 * StoreProcess.CountRounds}", await File.ReadAllTextAsync(counter, Cancellation));
        Assert.Equal([counter], Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task A_lock_ends_with_the_process_that_was_killed()
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        using var process = StoreProcess.Start("lock", _folder.Store);
        Assert.Equal("locked", await process.StandardOutput.ReadLineAsync(Cancellation));
        var waiting = _store.LockAsync(Entries.Key(), Cancellation).AsTask();
        await using (await _store.LockAsync(Entries.Key(account: "other"), Cancellation))
        {
            Assert.False(waiting.IsCompleted);
        }

        process.Kill();
        await process.WaitForExitAsync(Cancellation);

        await (await waiting)!.DisposeAsync();
        Assert.NotNull(await _store.GetAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task Who_waits_asks_again_by_the_clock_and_not_before()
    {
        using var process = StoreProcess.Start("lock", _folder.Store);
        Assert.Equal("locked", await process.StandardOutput.ReadLineAsync(Cancellation));
        var clock = new ManualTimeProvider();
        var waiting = new FileTokenStore(_folder.Store, clock).LockAsync(Entries.Key(), Cancellation).AsTask();
        await clock.WaitForTimersAsync(1, Cancellation);

        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(32));

        await (await waiting)!.DisposeAsync();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_for_another_process_and_for_another_thread()
    {
        using var process = StoreProcess.Start("lock", _folder.Store);
        Assert.Equal("locked", await process.StandardOutput.ReadLineAsync(Cancellation));
        var clock = new ManualTimeProvider();
        var store = new FileTokenStore(_folder.Store, clock);
        using var cancellation = new CancellationTokenSource();
        Task[] waiting = [store.LockAsync(Entries.Key(), cancellation.Token).AsTask(), store.LockAsync(Entries.Key(), cancellation.Token).AsTask()];
        await clock.WaitForTimersAsync(1, Cancellation);

        await cancellation.CancelAsync();

        foreach (var wait in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        await using var held = await _store.LockAsync(Entries.Key(), Cancellation);
    }

    [Fact]
    public async Task A_lock_file_is_private_kept_with_its_entry_and_removed_with_it()
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await using (await _store.LockAsync(Entries.Key(), Cancellation))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(FilePermissions.PrivateFile, File.GetUnixFileMode(LockPath));
            }
        }

        Assert.True(File.Exists(LockPath));
        Assert.Equal([Entries.Key()], (await _store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key));

        await using (await _store.LockAsync(Entries.Key(), Cancellation))
        {
            Assert.True(await _store.RemoveAsync(Entries.Key(), Cancellation));
            Assert.True(File.Exists(LockPath));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Store));

        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await (await _store.LockAsync(Entries.Key(), Cancellation))!.DisposeAsync();
        Assert.True(await _store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_lock_file_that_was_removed_or_replaced_gives_no_second_lock_to_who_waited_for_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses to delete a file that is open.");
        var held = await _store.LockAsync(Entries.Key(), Cancellation);
        using var waiting = NoFollowFile.TryOpen(LockPath, write: true)!;
        Assert.False(LockFile.TryHold(waiting, LockPath));

        // There is no entry, so who lets go removes the file; the one who waited has only the old one in hand.
        await held!.DisposeAsync();
        Assert.False(File.Exists(LockPath));
        Assert.False(LockFile.TryHold(waiting, LockPath));

        // Nor does it hold anything once there is a new file, and it does not take that away.
        using var second = LockFile.TryTake(LockPath);
        Assert.NotNull(second);
        Assert.False(LockFile.TryHold(waiting, LockPath));
        LockFile.Release(waiting, LockPath, remove: true);
        Assert.True(File.Exists(LockPath));
        Assert.Null(LockFile.TryTake(LockPath));
    }

    [Theory]
    [InlineData("link", "store_symbolic_link")]
    [InlineData("folder", "store_unwritable")]
    [InlineData("pipe", "store_not_regular")]
    [UnsupportedOSPlatform("windows")]
    public async Task What_stands_in_the_place_of_a_lock_file_is_refused(string what, string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These are made by Unix calls.");
        Directory.CreateDirectory(_folder.Store);
        var target = Path.Combine(_folder.Root, "target");
        switch (what)
        {
            case "link":
                File.CreateSymbolicLink(LockPath, target);
                break;
            case "folder":
                Directory.CreateDirectory(LockPath);
                break;
            default:
                UnixFiles.MakePipe(LockPath);
                break;
        }

        var exception = await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.LockAsync(Entries.Key(), Cancellation));

        Assert.Equal(code, exception.Code);
        Assert.False(File.Exists(target));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_lock_is_held_though_dotnet_is_told_to_lock_no_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The variable is about Unix.");
        using var process = StoreProcess.Start("lock", _folder.Store, "export DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1");
        Assert.Equal("locked", await process.StandardOutput.ReadLineAsync(Cancellation));

        Assert.Null(LockFile.TryTake(LockPath));

        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        using var taken = LockFile.TryTake(LockPath);
        Assert.NotNull(taken);
    }
}
