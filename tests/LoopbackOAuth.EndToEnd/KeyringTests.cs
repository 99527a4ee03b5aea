using System.Text.Json;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Keyring.Tests.Real;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.EndToEnd;

/// <summary>The tool with the store that <c>LOOPBACK_OAUTH_STORE</c> names, with and without a keyring: gnome-keyring in a session of the test's own.</summary>
public sealed class KeyringTests(AuthorizationServerFixture fixture) : IDisposable
{
    private const string Canary = "CANARY-9b1e-a-token-in-the-keyring";
    private const string Variable = "LOOPBACK_OAUTH_STORE";

    private readonly ToolHome _home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task From_sign_in_to_sign_out_tokens_are_in_the_keyring_and_in_no_file()
    {
        var server = await fixture.StartedAsync();
        await using var session = await KeyringSession.StartAsync();
        Enter(session, "keyring");

        using var browser = new Browser();
        await using var login = ToolProcess.Start(
            _home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--scope", "openid", "--no-browser", "--json");
        await browser.FollowAsync(await login.AuthorizationUriAsync());
        (await login.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        var old = await TokenAsync();
        (await ToolProcess.RunAsync(_home, "refresh", "local")).ShouldExitWith(ExitCodes.SignedIn).ShouldNotContain([old]);
        var token = await TokenAsync();
        Assert.NotEqual(old, token);
        Assert.Empty(_home.StoredSecrets());
        string[] files = [.. ((string[])[_home.Folder, session.Home]).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)).Where(file => new FileInfo(file).Length > 0)];
        Assert.Contains(files, file => file.EndsWith(".keyring", StringComparison.Ordinal));
        Assert.All(
            files,
            file => Assert.All([old, token, "access_token"], text => Assert.DoesNotContain(text, File.ReadAllText(file), StringComparison.Ordinal)));

        var list = (await ToolProcess.RunAsync(_home, "list", "--json")).ShouldExitWith(0).ShouldNotContain([token]).Json;
        Assert.Equal(("keyring", "keyring", true), Place(list));
        Assert.Equal("local", Assert.Single(list.GetProperty("entries").EnumerateArray()).GetProperty("provider").GetString());
        var status = (await ToolProcess.RunAsync(_home, "status", "local")).ShouldExitWith(0).ShouldBePlain().ShouldNotContain([token]);
        Assert.Contains("Secret Service (service loopback-oauth)", status.Error, StringComparison.Ordinal);
        var doctor = (await ToolProcess.RunAsync(_home, "doctor", "--offline", "--json")).ShouldExitWith(0).ShouldNotContain([token]).Json;
        Assert.Equal(["ok"], Keyring(doctor).Select(finding => finding.State));

        var logout = (await ToolProcess.RunAsync(_home, "logout", "local")).ShouldExitWith(0).ShouldNotContain([token]);
        Assert.Contains("revoked", logout.Error, StringComparison.Ordinal);
        (await ToolProcess.RunAsync(_home, "token", "local")).ShouldExitWith(ExitCodes.SignInRequired);
        Assert.Empty((await ToolProcess.RunAsync(_home, "list", "--json")).Json.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Where_there_is_no_keyring_nothing_falls_back_unasked()
    {
        await using var session = KeyringSession.WithoutBus();
        Enter(session, "keyring");

        foreach (string[] command in (string[][])[["list", "--json"], ["status", "--json"], ["refresh", "example", "--json"], ["logout", "example", "--json"], ["remove", "12345678", "--json"], ["move-to-keyring", "--json"]])
        {
            var json = (await ToolProcess.RunAsync(_home, command)).ShouldExitWith(ExitCodes.Failed).Json;
            Assert.Equal("keyring_unavailable", json.GetProperty("error").GetString());
            Assert.NotEqual("", json.GetProperty("remedy").GetString());
        }

        var login = (await ToolProcess.RunAsync(_home, "login", "spotify", "--client-id", "app", "--timeout", "5")).ShouldExitWith(ExitCodes.Failed);
        Assert.DoesNotContain("https://", login.Error, StringComparison.Ordinal);
        var token = (await ToolProcess.RunAsync(_home, "token", "example")).ShouldExitWith(ExitCodes.Failed).ShouldBePlain();
        Assert.Equal("", token.Output);
        Assert.Contains("no D-Bus session", token.Error, StringComparison.Ordinal);
        Assert.Contains(Variable + "=keyring-or-file", token.Error, StringComparison.Ordinal);
        var doctor = (await ToolProcess.RunAsync(_home, "doctor", "--offline", "--json")).ShouldExitWith(ExitCodes.Failed).Json;
        Assert.Equal([("fail", "keyring_unavailable")], Keyring(doctor));
    }

    [Fact]
    public async Task The_fallback_that_was_asked_for_works_and_is_said_once_a_command()
    {
        await using var session = KeyringSession.WithoutBus();
        Enter(session, "keyring-or-file");
        await StoreInFileAsync("one");

        var token = (await ToolProcess.RunAsync(_home, "token", "example", "--account", "one")).ShouldExitWith(0).ShouldBePlain();
        Assert.Equal(Canary + "\n", token.Output);
        var said = Assert.Single(token.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("note: Tokens are kept in private files", said, StringComparison.Ordinal);
        Assert.Contains("no D-Bus session", said, StringComparison.Ordinal);

        var list = (await ToolProcess.RunAsync(_home, "list", "--json")).ShouldExitWith(0).Json;
        Assert.Equal(("file", "keyring-or-file", false), Place(list));
        var doctor = (await ToolProcess.RunAsync(_home, "doctor", "--offline", "--json")).ShouldExitWith(0).Json;
        Assert.Equal([("warn", "keyring_unavailable")], Keyring(doctor));
    }

    [Fact]
    public async Task Files_that_a_change_to_the_keyring_leaves_behind_are_named_and_can_be_moved()
    {
        await using var session = await KeyringSession.StartAsync();
        await StoreInFileAsync("one");
        await StoreInFileAsync("two");
        Enter(session, "file");
        (await ToolProcess.RunAsync(_home, "move-to-keyring")).ShouldExitWith(ExitCodes.Usage);

        Enter(session, "keyring");
        var lost = (await ToolProcess.RunAsync(_home, "token", "example", "--account", "one")).ShouldExitWith(ExitCodes.SignInRequired);
        Assert.Contains("move-to-keyring", lost.Error, StringComparison.Ordinal);
        Assert.Contains("'two'", (await ToolProcess.RunAsync(_home, "list", "--json")).Json.GetProperty("store").GetProperty("notice").GetString(), StringComparison.Ordinal);
        Assert.Equal(["ok", "warn"], Keyring((await ToolProcess.RunAsync(_home, "doctor", "--offline", "--json")).ShouldExitWith(0).Json).Select(finding => finding.State));

        var moved = (await ToolProcess.RunAsync(_home, "move-to-keyring", "--json")).ShouldExitWith(0).ShouldNotContain([Canary]).Json;

        Assert.Equal(["one", "two"], moved.GetProperty("moved").EnumerateArray().Select(entry => entry.GetProperty("account").GetString()));
        Assert.Empty(Directory.GetFiles(_home.StoreFolder, "*.json"));
        Assert.DoesNotContain(Canary, _home.StoredText(), StringComparison.Ordinal);
        Assert.Equal(Canary + "\n", (await ToolProcess.RunAsync(_home, "token", "example", "--account", "two")).ShouldExitWith(0).Output);
        Assert.False((await ToolProcess.RunAsync(_home, "list", "--json")).Json.GetProperty("store").TryGetProperty("notice", out _));

        // And the way back: who unsets the variable is told where the tokens are, and nothing of the look stays.
        Enter(session, choice: null);
        var before = Directory.GetFileSystemEntries(_home.StoreFolder, "*", SearchOption.AllDirectories);
        lost = (await ToolProcess.RunAsync(_home, "token", "example", "--account", "one")).ShouldExitWith(ExitCodes.SignInRequired);
        Assert.Contains(Variable, lost.Error, StringComparison.Ordinal);
        Assert.Equal(["ok", "skipped"], Keyring((await ToolProcess.RunAsync(_home, "doctor", "--offline", "--json")).ShouldExitWith(0).Json).Select(finding => finding.State));
        Assert.Equal(before, Directory.GetFileSystemEntries(_home.StoreFolder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_damaged_in_the_index_is_listed_and_removed_by_its_id()
    {
        await using var session = await KeyringSession.StartAsync();
        Enter(session, "keyring");
        await StoreInFileAsync("one");
        (await ToolProcess.RunAsync(_home, "move-to-keyring")).ShouldExitWith(0);
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_home.StoreFolder, "example-*.json", SearchOption.AllDirectories)), "{", Cancellation);

        var damaged = Assert.Single((await ToolProcess.RunAsync(_home, "list", "--json")).ShouldExitWith(0).Json.GetProperty("damaged").EnumerateArray());
        Assert.Equal("keyring_index_damaged", damaged.GetProperty("error").GetString());
        (await ToolProcess.RunAsync(_home, "remove", damaged.GetProperty("id").GetString()!)).ShouldExitWith(0);

        Assert.Empty((await ToolProcess.RunAsync(_home, "list", "--json")).ShouldExitWith(0).Json.GetProperty("damaged").EnumerateArray());
        Assert.Equal("", await session.RunAsync("sh", "-c", $"ls '{_home.StoreFolder}/keyring-loopback-oauth' | grep json"));
    }

    [Fact]
    public async Task Another_word_is_refused_by_every_command_that_needs_the_store()
    {
        _home.Variables[Variable] = "Keychain";
        foreach (string[] command in (string[][])[["login", "spotify", "--client-id", "app"], ["token", "example"], ["refresh", "example"], ["logout", "example"], ["list"], ["status"], ["doctor"], ["remove", "12345678"], ["move-to-keyring"]])
        {
            var result = (await ToolProcess.RunAsync(_home, command)).ShouldExitWith(ExitCodes.Usage);
            Assert.Contains("file (the default), keyring or keyring-or-file", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Keychain", result.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_home.StoreFolder));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("file", false)]
    [InlineData("keyring-or-file", true)] // So that the look itself can fail.
    public async Task A_sign_in_loads_the_keyring_only_where_it_was_chosen(string? choice, bool isLoaded)
    {
        await using var session = KeyringSession.WithoutBus();
        Enter(session, choice);
        await using var tool = ToolProcess.Start(_home, "login", "spotify", "--client-id", "app", "--no-browser");
        await tool.WaitingUriAsync();

        var maps = await File.ReadAllTextAsync($"/proc/{tool.Id}/maps", Cancellation);

        Assert.Contains("LoopbackOAuth.dll", maps, StringComparison.Ordinal);
        Assert.Equal(isLoaded, maps.Contains("LoopbackOAuth.Keyring.dll", StringComparison.Ordinal));
        Assert.Equal(isLoaded, maps.Contains("Microsoft.Identity.Client", StringComparison.Ordinal));
    }

    private static (string? Kind, string? Choice, bool IsEncrypted) Place(JsonElement report)
    {
        var store = report.GetProperty("store");
        return (store.GetProperty("kind").GetString(), store.GetProperty("choice").GetString(), store.GetProperty("encrypted").GetBoolean());
    }

    private static IEnumerable<(string? State, string? Code)> Keyring(JsonElement doctor) =>
        from finding in doctor.GetProperty("findings").EnumerateArray()
        where finding.GetProperty("check").GetString() == "keyring"
        select (finding.GetProperty("state").GetString(), finding.TryGetProperty("code", out var code) ? code.GetString() : null);

    private async Task<string> TokenAsync()
    {
        var result = (await ToolProcess.RunAsync(_home, "token", "local")).ShouldExitWith(ExitCodes.SignedIn);
        Assert.Equal("", result.Error);
        return result.Output.Trim();
    }

    private void Enter(KeyringSession session, string? choice)
    {
        foreach (var (name, value) in session.Variables)
        {
            if (value is not null && name != "HOME")
            {
                _home.Variables[name] = value;
            }
        }

        _home.Variables.Remove(Variable);
        if (choice is not null)
        {
            _home.Variables[Variable] = choice;
        }
    }

    private async Task StoreInFileAsync(string account)
    {
        var now = TimeProvider.System.GetUtcNow();
        await new FileTokenStore(_home.StoreFolder).SetAsync(
            new TokenKey { Provider = "example", Issuer = "https://issuer.example", ClientId = "client", Account = account },
            new TokenSet { AccessToken = new Secret(Canary), RefreshToken = new Secret(Canary), ObtainedAt = now, ExpiresAt = now.AddHours(1) },
            Cancellation);
    }
}
