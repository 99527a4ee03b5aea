using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth.Keyring.Tests;

public sealed class TokenStoreLadderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeVault _vault = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FileTokenStore Files => new(_folder.Store);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_keyring_that_can_be_used_is_used_and_there_is_nothing_to_say()
    {
        var ladder = Create(KeyringFallback.PrivateFile);
        await ladder.VerifyAsync(Cancellation);
        await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        var selection = await ladder.SelectAsync(Cancellation);
        Assert.Equal(TokenStoreRung.Keyring, selection.Rung);
        Assert.IsType<KeyringTokenStore>(selection.Store);
        Assert.True(selection.Keyring.IsAvailable);
        Assert.Empty(selection.Elsewhere);
        Assert.Null(selection.Notice);
        Assert.True(ladder.Capabilities.IsEncrypted);
        Assert.NotEmpty(_vault.Items);
        Assert.Empty(await Files.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Unasked_nothing_falls_back_and_the_keyring_is_tried_anew_each_time()
    {
        var ladder = Create(KeyringFallback.None);
        _vault.IsLocked = true;
        foreach (Func<Task> use in (Func<Task>[])
        [
            async () => await ladder.SelectAsync(Cancellation),
            async () => await ladder.VerifyAsync(Cancellation),
            async () => await ladder.GetAsync(Entries.Key(), Cancellation),
            async () => await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation),
            async () => await ladder.RemoveAsync(Entries.Key(), Cancellation),
            async () => await ladder.ListAsync(cancellationToken: Cancellation),
        ])
        {
            Assert.Equal("keyring_unavailable", (await Assert.ThrowsAsync<TokenStoreException>(use)).Code);
        }

        Assert.Empty(await Files.ListAsync(cancellationToken: Cancellation));
        _vault.IsLocked = false;
        await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        Assert.NotNull(await ladder.GetAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task Asked_to_it_falls_back_to_private_files_and_says_why_and_what_is_left_in_the_keyring()
    {
        await Create(KeyringFallback.None).SetAsync(Entries.Key(account: "before"), Entries.Tokens(), Cancellation);
        _vault.IsLocked = true;

        var ladder = Create(KeyringFallback.PrivateFile);
        Assert.Null(await ladder.GetAsync(Entries.Key(account: "before"), Cancellation));
        await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        var selection = await ladder.SelectAsync(Cancellation);
        Assert.Equal(TokenStoreRung.PrivateFile, selection.Rung);
        Assert.Equal(KeyringTrouble.Locked, selection.Keyring.Trouble);
        Assert.Equal("before", Assert.Single(selection.Elsewhere).Account);
        Assert.Contains("not encrypted", selection.Notice, StringComparison.Ordinal);
        Assert.Contains("example/before", selection.Notice, StringComparison.Ordinal);
        Assert.False(ladder.Capabilities.IsEncrypted);
        Assert.Contains(selection.Notice!, ladder.Capabilities.Warning, StringComparison.Ordinal);
        Assert.Single(await Files.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task The_choice_stays_until_the_end_of_the_process()
    {
        _vault.IsLocked = true;
        var ladder = Create(KeyringFallback.PrivateFile);
        await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        _vault.IsLocked = false;

        Assert.Equal(TokenStoreRung.PrivateFile, (await ladder.SelectAsync(Cancellation)).Rung);
        Assert.NotNull(await ladder.GetAsync(Entries.Key(), Cancellation));

        // A keyring that fails later is an error, and no reason to write tokens elsewhere.
        var other = Create(KeyringFallback.PrivateFile);
        await other.VerifyAsync(Cancellation);
        _vault.IsLocked = true;
        await Assert.ThrowsAsync<TokenStoreException>(async () => await other.SetAsync(Entries.Key(account: "new"), Entries.Tokens(), Cancellation));
        Assert.Single(await Files.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Entries_in_files_are_reported_and_moved_on_request_the_newer_one_stays()
    {
        var keyring = Create(KeyringFallback.None);
        await keyring.SetAsync(Entries.Key(account: "newer there"), Entries.Tokens("kept") with { ObtainedAt = Entries.Noon.AddHours(1) }, Cancellation);
        await keyring.SetAsync(Entries.Key(account: "older there"), Entries.Tokens("lost") with { ObtainedAt = Entries.Noon.AddHours(-1) }, Cancellation);
        foreach (var account in (string[])["newer there", "older there", "only in files"])
        {
            await Files.SetAsync(Entries.Key(account: account), Entries.Tokens("from file"), Cancellation);
        }

        var ladder = Create(KeyringFallback.None);
        var selection = await ladder.SelectAsync(Cancellation);
        Assert.Equal(3, selection.Elsewhere.Count);
        Assert.StartsWith("3 entries (example/newer there, ", selection.Notice, StringComparison.Ordinal);

        Assert.Equal(3, (await ladder.MoveFilesToKeyringAsync(Cancellation)).Count);
        Assert.Equal(["kept", "from file", "from file"], (await ladder.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Tokens.AccessToken.Reveal()));
        Assert.Empty(await Files.ListAsync(cancellationToken: Cancellation));
        Assert.Null((await ladder.SelectAsync(Cancellation)).Notice);
    }

    [Theory]
    [InlineData(KeyringFallback.None, false)]
    [InlineData(KeyringFallback.PrivateFile, true)]
    public async Task What_is_damaged_is_removed_on_the_rung_that_is_used(KeyringFallback fallback, bool isLocked)
    {
        _vault.IsLocked = isLocked;
        ITokenStore ladder = Create(fallback);
        await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_folder.Store, "*.json", SearchOption.AllDirectories)), "{", Cancellation);
        var damaged = Assert.Single((await ladder.ListAsync(cancellationToken: Cancellation)).Damaged);

        Assert.True(await ladder.RemoveDamagedAsync(damaged.Id, Cancellation));

        Assert.Empty((await ladder.ListAsync(cancellationToken: Cancellation)).Damaged);
        Assert.False(await ladder.RemoveDamagedAsync(damaged.Id, Cancellation));
    }

    [Fact]
    public async Task A_move_that_fails_leaves_the_entry_where_it_was()
    {
        await Files.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);
        var ladder = Create(KeyringFallback.None);
        await ladder.VerifyAsync(Cancellation);
        _vault.IsLocked = true;

        await Assert.ThrowsAsync<TokenStoreException>(async () => await ladder.MoveFilesToKeyringAsync(Cancellation));

        Assert.Single(await Files.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Nothing_is_moved_into_a_keyring_that_is_not_used()
    {
        _vault.IsLocked = true;
        var ladder = Create(KeyringFallback.PrivateFile);
        await ladder.SetAsync(Entries.Key(), Entries.Tokens(), Cancellation);

        Assert.Equal("keyring_unavailable", (await Assert.ThrowsAsync<TokenStoreException>(async () => await ladder.MoveFilesToKeyringAsync(Cancellation))).Code);
        Assert.NotNull(await ladder.GetAsync(Entries.Key(), Cancellation));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_an_error_whatever_the_fallback()
    {
        await File.WriteAllTextAsync(_folder.Store, "a file", Cancellation);

        Assert.StartsWith("store_", (await Assert.ThrowsAsync<TokenStoreException>(async () => await Create(KeyringFallback.PrivateFile).SelectAsync(Cancellation))).Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_the_notice_is_shown_on_one_line()
    {
        await Files.SetAsync(Entries.Key("\u001b[31mevil\r\n", "\u202e"), Entries.Tokens(), Cancellation);

        Assert.DoesNotContain((await Create(KeyringFallback.None).SelectAsync(Cancellation)).Notice!, char.IsControl);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Registered_it_is_the_token_store_before_and_after_the_library(bool after)
    {
        ServiceCollection services = new();
        if (after)
        {
            services.AddLoopbackOAuth();
        }

        services.AddLoopbackOAuthKeyring(options => options.Folder = _folder.Store);
        if (!after)
        {
            services.AddLoopbackOAuth();
        }

        await using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<TokenStoreLadder>(), Assert.Single(provider.GetServices<ITokenStore>()));
    }

    [Fact]
    public async Task A_wrong_setting_is_found_when_the_services_are_made()
    {
        await using var provider = new ServiceCollection().AddLoopbackOAuthKeyring(options => options.Service = "not/legal").BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ITokenStore>());
    }

    private TokenStoreLadder Create(KeyringFallback fallback) => new(new KeyringOptions { Folder = _folder.Store, Fallback = fallback }, clock: null, logger: null, _vault);
}
