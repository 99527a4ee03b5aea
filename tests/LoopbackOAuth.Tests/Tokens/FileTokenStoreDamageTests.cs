using System.Text;
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

        var listing = await Assert.ThrowsAsync<TokenStoreException>(async () => await _store.ListAsync(cancellationToken: Cancellation));
        Assert.Contains(Path.GetFileName(EntryPath), listing.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.ListAsync("another-provider", Cancellation));
        Assert.Equal("other's", (await _store.GetAsync(Entries.Key(account: "other"), Cancellation))?.AccessToken.Reveal());

        await _store.SetAsync(Entries.Key(), Entries.Tokens("new"), Cancellation);
        Assert.Equal("new", (await _store.GetAsync(Entries.Key(), Cancellation))?.AccessToken.Reveal());
        Assert.Equal(2, (await _store.ListAsync(cancellationToken: Cancellation)).Count);
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

    private async Task PutAsync(byte[] content)
    {
        await _store.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await File.WriteAllBytesAsync(EntryPath, content, Cancellation);
    }
}
