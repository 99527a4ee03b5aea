using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Writes whose writer was killed before it could rename them: the next lock finishes those that are whole and follow what is stored, and no others.</summary>
public sealed class LeftoversTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileTokenStore _store;

    public LeftoversTests() => _store = new FileTokenStore(_folder.Store);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string EntryName => TokenFileName.For(Entries.Key());

    private string EntryPath => Path.Combine(_folder.Store, EntryName);

    private string[] Temporaries => [.. Directory.GetFileSystemEntries(_folder.Store).Where(path => TokenFileName.IsTemporary(Path.GetFileName(path)))];

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_whole_write_of_a_process_that_was_killed_is_finished_by_the_next_lock()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        await StoreProcess.RunAsync("die-writing", _folder.Store, shell: null, Cancellation);
        Assert.Single(Temporaries);
        Assert.Equal(1, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));

        await LockAsync();

        Assert.Equal(2, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task Reading_and_the_lock_of_another_entry_finish_nothing()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        Leave(Entries.Numbered(2));

        await _store.GetAsync(Entries.Key(), Cancellation);
        await _store.ListAsync(cancellationToken: Cancellation);
        await LockAsync(Entries.Key(account: "other"));

        Assert.Equal(1, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
    }

    [Fact]
    public async Task A_stricter_mode_is_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        SetMode(Leave(Entries.Numbered(2)), "400");

        await LockAsync();

        Assert.Equal(2, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
        Assert.Equal("0400", Mode(EntryPath));
    }

    [Theory, Trait("Invariant", "10")]
    [InlineData("torn")]
    [InlineData("zeros at its end")]
    [InlineData("changed")]
    [InlineData("longer")]
    [InlineData("empty")]
    [InlineData("without a proof")]
    [InlineData("of an entry of before")]
    [InlineData("of another key")]
    [InlineData("of another entry's file")]
    [InlineData("huge")]
    [InlineData("no entry to follow")]
    [InlineData("damage to follow")]
    public async Task Invariant_10_a_leftover_that_is_not_whole_or_does_not_follow_what_is_stored_is_never_taken(string what)
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        var path = Leave(what is "of another key" ? Entry(Entries.Key(account: "mallory"), Entries.Numbered(2)) : Entry(Entries.Key(), Entries.Numbered(2)));
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        switch (what)
        {
            case "torn":
                await File.WriteAllBytesAsync(path, bytes[..4096], Cancellation);
                break;
            case "zeros at its end":
                await File.WriteAllBytesAsync(path, [.. bytes[..4096], .. new byte[bytes.Length - 4096]], Cancellation);
                break;
            case "changed":
                bytes[100] ^= 1;
                await File.WriteAllBytesAsync(path, bytes, Cancellation);
                break;
            case "longer":
                await File.WriteAllBytesAsync(path, [.. bytes, (byte)'\n'], Cancellation);
                break;
            case "empty":
                await File.WriteAllBytesAsync(path, [], Cancellation);
                break;
            case "without a proof":
                File.Move(path, Path.Combine(_folder.Store, TokenFileName.Temporary(EntryName)));
                break;
            case "of an entry of before":
                await _store.SetAsync(Entries.Key(), Entries.Numbered(7), Cancellation);
                break;
            case "of another entry's file":
                await _store.SetAsync(Entries.Key(account: "other"), Entries.Numbered(1), Cancellation);
                File.Move(path, path.Replace(EntryName, TokenFileName.For(Entries.Key(account: "other")), StringComparison.Ordinal));
                break;
            case "huge":
                await using (var file = File.OpenWrite(path))
                {
                    file.SetLength(1L << 30);
                }

                break;
            case "no entry to follow":
                File.Delete(EntryPath);
                break;
            case "damage to follow":
                await File.WriteAllTextAsync(EntryPath, "{", Cancellation);
                break;
        }

        var before = File.Exists(EntryPath) ? await File.ReadAllBytesAsync(EntryPath, Cancellation) : null;
        await LockAsync();
        await LockAsync(Entries.Key(account: "other"));

        Assert.Equal(before, File.Exists(EntryPath) ? await File.ReadAllBytesAsync(EntryPath, Cancellation) : null);
        Assert.Single(Temporaries);
        if (what is "of another entry's file")
        {
            Assert.Equal(1, Entries.NumberOf(await _store.GetAsync(Entries.Key(account: "other"), Cancellation)));
        }
    }

    [Theory, Trait("Invariant", "10")]
    [InlineData("link")]
    [InlineData("pipe")]
    [InlineData("open to others")]
    [InlineData("another user's")]
    [UnsupportedOSPlatform("windows")]
    public async Task Invariant_10_a_leftover_that_is_no_private_file_of_this_user_is_never_taken_and_holds_up_no_lock(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These are things of Unix.");
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        var path = Leave(Entries.Numbered(2));
        switch (what)
        {
            case "link":
                var target = Path.Combine(_folder.Root, "target");
                File.Move(path, target);
                File.CreateSymbolicLink(path, target);
                break;
            case "pipe":
                File.Delete(path);
                UnixFiles.MakePipe(path);
                break;
            case "open to others":
                SetMode(path, "640");
                break;
            default:
                Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only a privileged process gives files away.");
                UnixFiles.GiveTo(UnixFiles.Nobody, path);
                break;
        }

        await LockAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(1, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
    }

    [Fact]
    public async Task A_sweep_leaves_what_only_lacks_its_rename_and_takes_the_rest()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        var stale = Leave(Entries.Numbered(5));
        await _store.SetAsync(Entries.Key(), Entries.Numbered(2), Cancellation);
        var next = Leave(Entries.Numbered(3));
        Array.ForEach([stale, next], path => File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch));

        await new FileTokenStore(_folder.Store).SetAsync(Entries.Key(account: "other"), Entries.Tokens(), Cancellation);

        Assert.Equal([next], Temporaries);
        await LockAsync();
        Assert.Equal(3, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
    }

    [Fact]
    public async Task Removing_an_entry_removes_what_killed_writes_left_of_it_and_brings_nothing_back()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        Leave(Entries.Numbered(2));

        Assert.True(await _store.RemoveAsync(Entries.Key(), Cancellation));
        await LockAsync();

        Assert.Null(await _store.GetAsync(Entries.Key(), Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task Removing_a_damaged_entry_removes_what_killed_writes_left_of_it()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        Leave(Entries.Numbered(2));
        await File.WriteAllTextAsync(EntryPath, "{", Cancellation);
        var damaged = Assert.Single((await _store.ListAsync(cancellationToken: Cancellation)).Damaged);

        Assert.True(await _store.RemoveDamagedAsync(damaged.Id, Cancellation));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task A_writer_without_the_lock_whose_write_was_finished_by_another_is_told_that_it_did_not_do_it()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);

        var done = await new AtomicFile(TimeProvider.System).WriteAsync(
            EntryPath, Entry(Entries.Key(), Entries.Numbered(2)), EntryReplacement.Of(EntryPath, Entries.Key()), () => Leftovers.Adopt(EntryPath), Cancellation);

        Assert.False(done);
        Assert.Equal(2, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task A_write_that_was_reported_as_failed_is_not_finished_later()
    {
        await _store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);

        await Assert.ThrowsAsync<TokenStoreException>(() => new AtomicFile(TimeProvider.System).WriteAsync(
            EntryPath, Entry(Entries.Key(), Entries.Numbered(2)), EntryReplacement.Of(EntryPath, Entries.Key()), () => throw new IOException("As the system says."), Cancellation));
        await LockAsync();

        Assert.Equal(1, Entries.NumberOf(await _store.GetAsync(Entries.Key(), Cancellation)));
        Assert.Empty(Temporaries);
    }

    private static byte[] Entry(TokenKey key, TokenSet tokens) => TokenFileFormat.Write(new TokenEntry(key, tokens));

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : FilePermissions.Octal(File.GetUnixFileMode(path));

    private static void SetMode(string path, string mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        }
    }

    private async Task LockAsync(TokenKey? key = null)
    {
        await using var held = await _store.LockAsync(key ?? Entries.Key(), Cancellation);
        Assert.NotNull(held);
    }

    private string Leave(TokenSet tokens) => Leave(Entry(Entries.Key(), tokens));

    /// <summary>Leaves what a write that follows the stored entry leaves when it is killed.</summary>
    private string Leave(byte[] bytes)
    {
        var path = Path.Combine(_folder.Store, TokenFileName.Temporary(EntryName, Leftovers.Proof(File.ReadAllBytes(EntryPath), bytes)));
        using var file = PrivateFile.Create(path);
        file.Write(bytes);
        return path;
    }
}
