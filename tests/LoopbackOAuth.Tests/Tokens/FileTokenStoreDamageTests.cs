using System.Text;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Files that are not what the store wrote: each is an error that names it, and is left where it is.</summary>
public sealed class FileTokenStoreDamageTests : IDisposable
{
    private const string Canary = "CANARY-9b1c";
    private const string Good = """{"version":1,"key":{"provider":"example","issuer":"https://issuer.example","client_id":"client-1","account":"default"},"tokens":{"access_token":"CANARY-9b1c","token_type":"Bearer","scopes":["a"],"obtained_at":"2026-03-01T12:00:00+00:00"}}""";

    private readonly TemporaryFolder _folder = new();
    private readonly FileTokenStore _store;

    public FileTokenStoreDamageTests() => _store = new FileTokenStore(_folder.Store);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_undamaged_file_of_this_table_is_read()
    {
        await PutAsync(Encoding.UTF8.GetBytes(Good));
        Assert.Equal(Canary, (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());

        await PutAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)]);
        Assert.Equal(Canary, (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Theory]
    [InlineData("store_corrupt", "")]
    [InlineData("store_corrupt", " ")]
    [InlineData("store_corrupt", "\0\0\0\0\0\0\0\0")]
    [InlineData("store_corrupt", "CANARY-9b1c")]
    [InlineData("store_corrupt", "null")]
    [InlineData("store_corrupt", "[]")]
    [InlineData("store_corrupt", "{}")]
    [InlineData("store_corrupt", "{\"version\":1}")]
    [InlineData("store_corrupt", "{\"version\":0}")]
    [InlineData("store_corrupt", "{\"version\":-1}")]
    [InlineData("store_corrupt", "{\"version\":\"1\"}")]
    [InlineData("store_corrupt", "{\"version\":1.5}")]
    [InlineData("store_corrupt", "{\"version\":99999999999999999999}")]
    [InlineData("store_newer_version", "{\"version\":2}")]
    [InlineData("store_newer_version", "{\"version\":2,\"key\":17,\"tokens\":[\"CANARY-9b1c\"]}")]
    public async Task A_foreign_file_is_an_error(string code, string content) => await RefusesAsync(code, Encoding.UTF8.GetBytes(content));

    [Theory]
    [InlineData("\"CANARY-9b1c\"", "null")]
    [InlineData("\"CANARY-9b1c\"", "\"\"")]
    [InlineData("\"CANARY-9b1c\"", "17")]
    [InlineData("\"CANARY-9b1c\"", "[\"CANARY-9b1c\"]")]
    [InlineData("\"CANARY-9b1c\"", "\"CANARY-9b1c\\ud800\"")]
    [InlineData("\"CANARY-9b1c\"", "\"CANARY-9b1c")]
    [InlineData("\"access_token\"", "\"CANARY-9b1c\"")]
    [InlineData("\"Bearer\"", "null")]
    [InlineData("[\"a\"]", "[null]")]
    [InlineData("[\"a\"]", "\"a\"")]
    [InlineData("[\"a\"]", "null")]
    [InlineData("\"2026-03-01T12:00:00+00:00\"", "\"yesterday\"")]
    [InlineData("\"2026-03-01T12:00:00+00:00\"", "1772366400")]
    [InlineData("\"example\"", "null")]
    [InlineData("\"example\"", "{}")]
    [InlineData("\"default\"", "null")]
    [InlineData("\"token_type\"", "\"refusal\":{},\"token_type\"")]
    [InlineData("\"token_type\"", "\"refusal\":{\"code\":\"invalid_grant\"},\"token_type\"")]
    [InlineData("\"token_type\"", "\"refusal\":\"invalid_grant\",\"token_type\"")]
    [InlineData("\"version\":1,", "")]
    [InlineData("\"version\":1,", "\"version\":1,,")]
    public async Task A_file_with_one_wrong_part_is_an_error(string part, string replacement)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        await RefusesAsync("store_corrupt", Encoding.UTF8.GetBytes(Good.Replace(part, replacement, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_cut_off_at_any_byte_is_an_error()
    {
        var whole = Encoding.UTF8.GetBytes(Good);
        for (var length = 0; length < whole.Length; length += 7)
        {
            await RefusesAsync("store_corrupt", whole[..length]);
        }
    }

    [Fact]
    public async Task Something_behind_the_entry_is_an_error() => await RefusesAsync("store_corrupt", Encoding.UTF8.GetBytes(Good + "{}"));

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_an_error() =>
        await RefusesAsync("store_corrupt", Encoding.Latin1.GetBytes(Good.Replace(Canary, Canary + "\u00ff", StringComparison.Ordinal)));

    [Fact]
    public async Task Deep_json_is_an_error_and_not_a_stack_overflow() =>
        await RefusesAsync("store_corrupt", Encoding.UTF8.GetBytes(Good.Replace("\"version\":1", "\"x\":" + new string('[', 100_000) + new string(']', 100_000) + ",\"version\":1", StringComparison.Ordinal)));

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("\0")]
    [InlineData("9")]
    [InlineData("\"version\":1,")]
    [InlineData("\\u0000")]
    [InlineData("\u00ff")]
    public async Task A_megabyte_of_hostile_text_is_an_error_that_takes_neither_time_nor_memory(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, (TokenFileFormat.LargestFile - 16) / Encoding.UTF8.GetByteCount(part)));
        byte[][] contents = [Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes("{\"version\":1," + text), Encoding.UTF8.GetBytes("{\"a\":\"" + text)];
        foreach (var content in contents)
        {
            await RefusesAsync("store_corrupt", content).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<TokenStoreException>(() => TokenFileFormat.Read(content, EntryPath));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * TokenFileFormat.LargestFile);
        }
    }

    [Fact]
    public async Task Of_a_member_that_is_there_twice_no_version_slips_through()
    {
        await RefusesAsync("store_newer_version", Encoding.UTF8.GetBytes(Good.Replace("\"version\":1", "\"version\":1,\"version\":2", StringComparison.Ordinal)));
        await RefusesAsync("store_corrupt", Encoding.UTF8.GetBytes(Good.Replace("\"version\":1", "\"version\":1,\"version\":0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_larger_than_a_megabyte_is_an_error_though_its_beginning_is_good() =>
        await RefusesAsync("store_corrupt", Encoding.UTF8.GetBytes(Good + new string(' ', TokenFileFormat.LargestFile)));

    [Fact]
    public async Task A_huge_file_is_refused_without_reading_it()
    {
        await PutAsync([]);
        await using (var file = File.OpenWrite(EntryPath))
        {
            file.SetLength(8L * 1024 * 1024 * 1024);
        }

        Assert.Equal("store_corrupt", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation))).Code);
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_a_damaged_entry_harms_no_other_and_stays_until_it_is_replaced()
    {
        await _store.SetAsync(Entries.Key(account: "other"), Entries.Tokens("other's"), Cancellation);
        await PutAsync(Encoding.UTF8.GetBytes(Good)[..50]);

        var list = await _store.ListAsync(cancellationToken: Cancellation);
        Assert.Equal([Entries.Key(account: "other")], list.Select(entry => entry.Key));
        var damaged = Assert.Single(list.Damaged);
        Assert.Equal((EntryPath, "store_corrupt", Entries.Key().GetId()), (damaged.Location, damaged.Error.Code, damaged.Id));
        Assert.Empty((await _store.ListAsync("another-provider", Cancellation)).Damaged);
        Assert.Equal("other's", (await _store.GetAsync(Entries.Key(account: "other"), Cancellation))?.AccessToken.Reveal());

        await _store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation);
        Assert.Equal("new", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        list = await _store.ListAsync("example", Cancellation);
        Assert.Equal(2, list.Count);
        Assert.Equal("store_kept_aside", Assert.Single(list.Damaged).Error.Code);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("another entry's")]
    [InlineData("open to others")]
    public async Task A_damaged_entry_that_is_replaced_is_kept_aside_as_it_was_and_private(string how)
    {
        var content = Encoding.UTF8.GetBytes(how == "another entry's" ? Good.Replace("default", "mallory", StringComparison.Ordinal) : Good[..50]);
        await PutAsync(content);
        if (how == "open to others" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(EntryPath, (UnixFileMode)Convert.ToInt32("644", 8));
        }

        await _store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation);

        var aside = Assert.Single((await _store.ListAsync(cancellationToken: Cancellation)).Damaged);
        Assert.Equal(content, await File.ReadAllBytesAsync(aside.Location, Cancellation));
        Assert.StartsWith(EntryPath, aside.Location, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(FilePermissions.PrivateFile, File.GetUnixFileMode(aside.Location));
        }

        Assert.True(await _store.RemoveDamagedAsync(aside.Id, Cancellation));
        Assert.False(await _store.RemoveDamagedAsync(aside.Id, Cancellation));
        Assert.Equal([EntryPath], Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task Of_the_damaged_that_were_kept_aside_the_newest_three_stay()
    {
        var clock = new ManualTimeProvider(Entries.Noon);
        var store = new FileTokenStore(_folder.Store, clock);
        for (var damage = 0; damage < 6; damage++)
        {
            await PutAsync([(byte)('a' + damage)]);
            await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var kept = (await store.ListAsync(cancellationToken: Cancellation)).Damaged;

        Assert.Equal(["d", "e", "f"], kept.Select(damaged => File.ReadAllText(damaged.Location)).Order(StringComparer.Ordinal));
        Assert.True(await store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task An_entry_of_a_newer_format_is_never_overwritten_but_can_be_removed()
    {
        var newer = Encoding.UTF8.GetBytes("{\"version\":2}");
        await PutAsync(newer);

        Assert.Equal("store_newer_version", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation))).Code);

        Assert.Equal(newer, await File.ReadAllBytesAsync(EntryPath, Cancellation));
        Assert.Equal([EntryPath], Directory.GetFileSystemEntries(_folder.Store));
        Assert.True(await _store.RemoveAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task What_is_damaged_can_be_removed_by_its_id_without_knowing_its_key()
    {
        await PutAsync([0]);
        await _store.SetAsync(Entries.Key(account: "other"), Entries.Tokens(), Cancellation);

        Assert.False(await _store.RemoveDamagedAsync(Entries.Key(account: "other").GetId(), Cancellation));
        Assert.True(await _store.RemoveDamagedAsync(Entries.Key().GetId(), Cancellation));

        Assert.Equal([Entries.Key(account: "other")], (await _store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task What_a_sign_in_under_way_mends_is_not_removed_as_damage()
    {
        await PutAsync([0]);
        var held = await _store.LockAsync(Entries.Key(), Cancellation);
        var removal = new FileTokenStore(_folder.Store).RemoveDamagedAsync(Entries.Key().GetId(), Cancellation).AsTask();

        // It has found the damage by now or will find none: either way the entry stays.
        await Task.WhenAny(removal, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancellation));
        await _store.SetAsync(Entries.Key(), Entries.Tokens("mended"), Cancellation);
        await held!.DisposeAsync();

        Assert.False(await removal);
        Assert.Equal("mended", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Fact]
    public async Task Two_entries_that_changed_places_are_both_told_of_and_neither_is_given_out()
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await _store.SetAsync(Entries.Key(account: "other"), Entries.Tokens(), Cancellation);
        var other = Path.Combine(_folder.Store, TokenFileName.For(Entries.Key(account: "other")));
        File.Move(other, other + ".moved");
        File.Move(EntryPath, other);
        File.Move(other + ".moved", EntryPath);

        var list = await _store.ListAsync(cancellationToken: Cancellation);

        Assert.Empty(list);
        Assert.Equal(["store_wrong_key", "store_wrong_key"], list.Damaged.Select(damaged => damaged.Error.Code));
        Assert.Equal("store_wrong_key", (await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation))).Code);
    }

    [Fact]
    public async Task A_damaged_entry_can_be_removed()
    {
        await PutAsync([0]);

        Assert.True(await _store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.Null(await _store.GetAsync(Entries.Key(), Cancellation));
    }

    private async Task RefusesAsync(string code, byte[] content)
    {
        await PutAsync(content);

        var exception = await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.GetAsync(Entries.Key(), Cancellation));

        Assert.Equal(code, exception.Code);
        Assert.Contains(EntryPath, exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Remedy);
        Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(EntryPath, Cancellation));
    }

    // Not by the store, which would look at what was there before.
    private async Task PutAsync(byte[] content)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder.Store);
        }
        else
        {
            Directory.CreateDirectory(_folder.Store, FilePermissions.PrivateFolder);
        }

        File.Delete(EntryPath);
        await using var file = PrivateFile.Create(EntryPath);
        await file.WriteAsync(content, Cancellation);
    }
}
