using System.Text.Json;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class FileTokenStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tokens")]
    [InlineData("./tokens")]
    [InlineData("~/tokens")]
    public void A_relative_folder_is_refused(string folder) =>
        Assert.Equal("store_relative_path", Assert.Throws<TokenStoreException>(() => new FileTokenStore(folder)).Code);

    [Fact]
    public async Task Without_a_folder_there_is_no_entry_and_reading_creates_nothing()
    {
        var store = new FileTokenStore(Path.Combine(_folder.Store, "deeper"));

        Assert.Null(await store.GetAsync(Entries.Key(), Cancellation));
        Assert.Empty(await store.ListAsync(cancellationToken: Cancellation));
        Assert.False(await store.RemoveAsync(Entries.Key(), Cancellation));
        Assert.False(Directory.Exists(_folder.Store));
    }

    [Fact]
    public async Task A_check_makes_the_folder_and_leaves_nothing_in_it()
    {
        await new FileTokenStore(_folder.Store).VerifyAsync(Cancellation);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public async Task Another_store_on_the_same_folder_sees_the_entry()
    {
        await new FileTokenStore(_folder.Store).SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        Assert.NotNull(await new FileTokenStore(_folder.Store + Path.DirectorySeparatorChar).GetAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task The_file_states_its_version_its_whole_key_and_absolute_times_in_utc()
    {
        var local = Entries.Noon.ToOffset(TimeSpan.FromHours(5));
        await new FileTokenStore(_folder.Store).SetAsync(
            Entries.Key() with { Resource = "https://api.example" },
            Entries.Tokens() with { ObtainedAt = local, ExpiresAt = local.AddHours(1) },
            Cancellation);

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder.Store)), Cancellation));
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(
            ["provider=example", "issuer=https://issuer.example", "client_id=client-1", "account=default", "resource=https://api.example"],
            json.RootElement.GetProperty("key").EnumerateObject().Select(part => $"{part.Name}={part.Value.GetString()}"));
        Assert.Equal("2026-03-01T13:00:00+00:00", json.RootElement.GetProperty("tokens").GetProperty("expires_at").GetString());
    }

    [Fact]
    public async Task Members_of_a_later_version_of_the_same_format_are_tolerated()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var text = await File.ReadAllTextAsync(EntryPath, Cancellation);
        await File.WriteAllTextAsync(EntryPath, text.Replace("\"version\": 1,", "\"version\": 1, \"note\": {\"a\": [1, {}]},", StringComparison.Ordinal), Cancellation);

        Assert.Equal("access-1", (await store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Fact]
    public async Task A_file_in_the_place_of_another_entry_is_an_error_and_not_its_token()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(account: "mallory"), Entries.Tokens("mallory's"), Cancellation);
        File.Move(Assert.Single(Directory.GetFiles(_folder.Store)), EntryPath);

        Assert.Equal("store_wrong_key", (await Assert.ThrowsAsync<TokenStoreException>(async () => await store.GetAsync(Entries.Key(), Cancellation))).Code);
        Assert.Equal("store_wrong_key", Assert.Single((await store.ListAsync(cancellationToken: Cancellation)).Damaged).Error.Code);
    }

    [Fact]
    public async Task A_listing_ignores_what_is_not_the_stores()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        foreach (var name in (string[])["notes.txt", "config.json", Path.GetFileName(EntryPath) + ".bak", TokenFileName.Temporary(Path.GetFileName(EntryPath))])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.Store, name), "half an ent", Cancellation);
        }

        Directory.CreateDirectory(Path.Combine(_folder.Store, "folder"));

        Assert.Equal([Entries.Key()], (await store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task A_write_sweeps_up_leftovers_older_than_a_day_and_nothing_else()
    {
        var clock = new SetClock { Now = Entries.Noon };
        var store = new FileTokenStore(_folder.Store, clock);
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var old = Leftover(Entries.Noon.AddHours(1));
        var young = Leftover(Entries.Noon.AddHours(3));
        var foreign = Path.Combine(_folder.Store, ".notes.tmp");
        await File.WriteAllTextAsync(foreign, "mine", Cancellation);
        File.SetLastWriteTimeUtc(foreign, Entries.Noon.UtcDateTime.AddYears(-1));

        clock.Now = Entries.Noon.AddHours(26);
        await store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(foreign));
        Assert.NotNull(await store.GetAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task An_entry_too_large_to_be_read_back_is_not_written()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(), Entries.Tokens("old"), Cancellation);

        var exception = await Assert.ThrowsAsync<TokenStoreException>(
            async () => await store.SetAsync(Entries.Key(), Entries.Tokens(new string('a', 1024 * 1024)), Cancellation));

        Assert.Equal("store_entry_too_large", exception.Code);
        Assert.Equal("old", (await store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
    }

    [Fact]
    public async Task Writers_and_readers_at_once_see_whole_entries_only()
    {
        await new FileTokenStore(_folder.Store).SetAsync(Entries.Key(), Entries.Numbered(0), Cancellation);

        var writers = Enumerable.Range(1, 4).Select(writer => Task.Run(async () =>
        {
            var store = new FileTokenStore(_folder.Store);
            for (var round = 0; round < 15; round++)
            {
                await store.SetAsync(Entries.Key(), Entries.Numbered((writer * 100) + round), Cancellation);
                Entries.NumberOf(await store.GetAsync(Entries.Key(), Cancellation));
            }
        }));
        await Task.WhenAll(writers);

        Assert.Single(Directory.GetFiles(_folder.Store));
    }

    private string Leftover(DateTimeOffset written)
    {
        var path = Path.Combine(_folder.Store, TokenFileName.Temporary(Path.GetFileName(EntryPath)));
        File.WriteAllText(path, "half an ent");
        File.SetLastWriteTimeUtc(path, written.UtcDateTime);
        return path;
    }

    private sealed class SetClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
