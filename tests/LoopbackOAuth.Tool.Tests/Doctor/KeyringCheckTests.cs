using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class KeyringCheckTests
{
    [Theory]
    [InlineData("file", null, "ok")]
    [InlineData("file", "keyring_unavailable", "skipped")]
    [InlineData("file", "store_permissions", "skipped")]
    [InlineData("keyring", null, "ok")]
    [InlineData("keyring", "keyring_unavailable", "fail")]
    [InlineData("keyring-or-file", null, "ok")]
    [InlineData("keyring-or-file", "keyring_unavailable", "warn")]
    [InlineData("keyring-or-file", "store_permissions", "fail")]
    public void The_state_is_as_bad_as_the_choice_makes_it(string choice, string? code, string state)
    {
        CheckResult result = Assert.Single(KeyringCheck.Judge(StoreChoices.Parse(choice), Look(code), inFiles: []));

        Assert.Equal(state, $"{result.State}".ToLowerInvariant());
        Assert.Contains(code is null ? "Vault" : "It broke.", result.Cause, StringComparison.Ordinal);
        Assert.Equal(state is "warn" or "fail" ? ("Mend it.", code) : (null, null), (result.Remedy, result.Code));
    }

    [Theory]
    [InlineData("file", null, "skipped", "hidden")]
    [InlineData("file", "keyring_unavailable", "skipped", "hidden")]
    [InlineData("keyring", null, "warn", "filed")]
    [InlineData("keyring", "keyring_unavailable", "warn", "filed")]
    [InlineData("keyring-or-file", null, "warn", "filed")]
    [InlineData("keyring-or-file", "keyring_unavailable", "warn", "hidden")]
    public void What_the_choice_does_not_see_is_named_and_under_files_it_is_no_warning(string choice, string? code, string state, string account)
    {
        KeyringLook look = Look(code) with { Keys = [Entries.Key("hidden")] };

        CheckResult result = KeyringCheck.Judge(StoreChoices.Parse(choice), look, [Entries.Key("filed")])[1];

        Assert.Equal(state, $"{result.State}".ToLowerInvariant());
        Assert.Contains($"'{account}'", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_is_not_possible_is_no_fault_where_files_were_chosen()
    {
        DoctorStore store = new(() => new FileTokenStore("/nowhere"), provider: null, StoreChoice.File, _ => Task.FromException<KeyringLook>(new IOException("Full.")));

        CheckResult result = Assert.Single(await new KeyringCheck(store).RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(CheckState.Skipped, result.State);
    }

    [Theory]
    [InlineData("keyring", "keyring_unavailable", "keyring_unavailable")]
    [InlineData("keyring-or-file", "store_permissions", "store_permissions")]
    [InlineData("keyring-or-file", "keyring_unavailable", null)]
    [InlineData("keyring", null, null)]
    public async Task Entries_are_those_of_the_store_that_a_command_would_use(string choice, string? code, string? error)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("loopback-oauth-doctor-");
        try
        {
            DoctorStore store = new(() => new FileTokenStore(folder.FullName), provider: null, StoreChoices.Parse(choice), _ => Task.FromResult(Look(code)));

            Task<TokenEntryList> list = store.ListAsync(TestContext.Current.CancellationToken);

            Assert.Equal(error, (await Record.ExceptionAsync(() => list) as TokenStoreException)?.Code);
            Assert.Equal(code is null ? 1 : 0, error is null ? (await list).Count : 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static KeyringLook Look(string? code)
    {
        InMemoryTokenStore store = new();
        TokenEntry entry = Entries.Entry(TimeSpan.FromHours(1));
        store.SetAsync(entry.Key, entry.Tokens).AsTask().GetAwaiter().GetResult();
        return new KeyringLook { Keyring = "Vault", Store = store, Trouble = code is null ? null : new TokenStoreException(code, "It broke.", "Mend it.") };
    }
}
