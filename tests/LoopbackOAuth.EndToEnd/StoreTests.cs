using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.EndToEnd;

/// <summary>What the tool says about stored entries, and how it removes one.</summary>
public sealed class StoreTests : IDisposable
{
    private const string Canary = "CANARY-2f6d";
    private const string Blank = "\u001b[31m";

    private readonly ToolHome _home = new();
    private readonly FileTokenStore _store;

    public StoreTests() => _store = new FileTokenStore(_home.StoreFolder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_status_tells_each_state_and_what_is_damaged_and_fails_for_neither()
    {
        await SignInAsync("good", TimeSpan.FromHours(1), refresh: true);
        await SignInAsync("due", TimeSpan.FromHours(-1), refresh: true);
        await SignInAsync("over", TimeSpan.FromHours(-1), refresh: false);
        await SignInAsync("refused", TimeSpan.FromHours(-1), refresh: true, new GrantRefusal("invalid_grant", "Token" + Blank + " revoked", DateTimeOffset.UnixEpoch));
        await SignInAsync("damaged", TimeSpan.FromHours(1), refresh: true);
        var damaged = Directory.GetFiles(_home.StoreFolder).Single(file => File.ReadAllText(file).Contains("\"damaged\"", StringComparison.Ordinal));
        await File.WriteAllTextAsync(damaged, Canary, Cancellation);

        var words = (await ToolProcess.RunAsync(_home, "status")).ShouldExitWith(0).ShouldBePlain().ShouldNotContain([Canary]);

        Assert.Equal(
            [
                "due\tsigned in; refreshed at the next use\texpired 59 minutes ago",
                "good\tsigned in\tin 60 minutes",
                "over\tsign in again: there is no refresh token\texpired 59 minutes ago",
                "refused\tsign in again: the server refused the refresh token on 1970-01-01 (invalid_grant: Token revoked)\texpired 59 minutes ago",
            ],
            words.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join('\t', line.Split('\t')[1..4])));
        Assert.Contains(damaged, words.Error, StringComparison.Ordinal);
        Assert.Contains($"Store: {_home.StoreFolder} (of {Environment.UserName})", words.Error, StringComparison.Ordinal);

        var json = (await ToolProcess.RunAsync(_home, "status", "--json")).ShouldExitWith(0).ShouldBePlain().ShouldNotContain([Canary]).Json;
        Assert.Equal(["refresh_due", "ready", "sign_in_required", "sign_in_required"], json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("state").GetString()));
        Assert.Equal("store_corrupt", Assert.Single(json.GetProperty("damaged").EnumerateArray()).GetProperty("error").GetString());
        Assert.True(json.GetProperty("store").GetProperty("cross_process_lock").GetBoolean());
        Assert.Equal(Environment.UserName, json.GetProperty("store").GetProperty("owner").GetString());
    }

    [Fact]
    public async Task An_entry_is_removed_by_the_id_that_the_list_shows_and_no_other_is()
    {
        await SignInAsync("one", TimeSpan.FromHours(1), refresh: true);
        await SignInAsync("two", TimeSpan.FromHours(1), refresh: true);
        var list = (await ToolProcess.RunAsync(_home, "list", "example")).ShouldExitWith(0).ShouldBePlain().ShouldNotContain([Canary]);
        var ids = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line.Split('\t')[2], line => line.Split('\t')[0]);
        Assert.All(ids.Values, id => Assert.Equal(8, id.Length));
        Assert.Equal("", (await ToolProcess.RunAsync(_home, "list", "Spotify")).ShouldExitWith(0).Output);
        Assert.Equal(list.Output, (await ToolProcess.RunAsync(_home, "list", "EXAMPLE")).ShouldExitWith(0).Output);
        var unknown = (await ToolProcess.RunAsync(_home, "list", "spotfy")).ShouldExitWith(2).ShouldBePlain();
        Assert.Contains("Did you mean 'spotify'?", unknown.Error, StringComparison.Ordinal);

        (await ToolProcess.RunAsync(_home, "remove", ids["one"])).ShouldExitWith(0).ShouldBePlain();

        Assert.Equal(["two"], (await _store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key.Account));
        Assert.Equal("no_such_entry", (await ToolProcess.RunAsync(_home, "remove", ids["one"], "--json")).ShouldExitWith(1).Json.GetProperty("error").GetString());
        (await ToolProcess.RunAsync(_home, "remove", ids["two"][..3])).ShouldExitWith(2);
        Assert.Equal("two", (await ToolProcess.RunAsync(_home, "remove", ids["two"].ToUpperInvariant(), "--json")).ShouldExitWith(0).Json.GetProperty("account").GetString());
        Assert.Empty(Directory.GetFileSystemEntries(_home.StoreFolder));
    }

    [Fact]
    public async Task A_beginning_that_several_ids_have_removes_none()
    {
        // Two of these share their first four digits.
        TokenKey[] keys = [.. Enumerable.Range(0, 2000).Select(number => Key($"account-{number}"))];
        var shared = keys.GroupBy(key => key.GetId()[..4]).First(group => group.Count() > 1).ToArray();
        foreach (var key in shared)
        {
            await SignInAsync(key.Account, TimeSpan.FromHours(1), refresh: true);
        }

        var result = (await ToolProcess.RunAsync(_home, "remove", shared[0].GetId()[..4], "--json")).ShouldExitWith(1);

        Assert.Equal("ambiguous_entry", result.Json.GetProperty("error").GetString());
        Assert.Equal(shared.Length, (await _store.ListAsync(cancellationToken: Cancellation)).Count);
    }

    [Fact]
    public async Task What_is_damaged_is_removed_by_its_id_and_no_token_is_asked_of_it()
    {
        await SignInAsync("one", TimeSpan.FromHours(1), refresh: true);
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_home.StoreFolder)), "{", Cancellation);

        var token = (await ToolProcess.RunAsync(_home, "token", "example", "--account", "one")).ShouldExitWith(1);
        Assert.Contains("is damaged", token.Error, StringComparison.Ordinal);
        Assert.Equal("", token.Output);

        (await ToolProcess.RunAsync(_home, "remove", Key("one").GetId()[..8])).ShouldExitWith(0);
        Assert.Empty(Directory.GetFileSystemEntries(_home.StoreFolder));
    }

    [Fact]
    public async Task The_status_of_one_provider_tells_a_script_whether_somebody_is_signed_in()
    {
        await SignInAsync("over", TimeSpan.FromHours(-1), refresh: false);
        (await ToolProcess.RunAsync(_home, "status", "example")).ShouldExitWith(ExitCodes.SignInRequired);
        (await ToolProcess.RunAsync(_home, "status")).ShouldExitWith(0);
        await SignInAsync("good", TimeSpan.FromHours(1), refresh: true);
        (await ToolProcess.RunAsync(_home, "status", "Example")).ShouldExitWith(0);

        var none = (await ToolProcess.RunAsync(_home, "status", "grok-oauth", "--json")).ShouldExitWith(ExitCodes.SignInRequired).Json;
        Assert.Equal("xai-oauth", Assert.Single(none.GetProperty("not_signed_in").EnumerateArray()).GetString());
        var all = (await ToolProcess.RunAsync(_home, "status", "--all")).ShouldExitWith(0).ShouldBePlain().Output;
        Assert.Contains("spotify\t-\tnot signed in\t-\thttps://accounts.spotify.com/api/token", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signed_in_and_a_grant_that_is_gone_are_one_outcome_with_a_code_of_its_own()
    {
        await SignInAsync("over", TimeSpan.FromHours(-1), refresh: false);

        foreach (var account in (string[])["over", "nobody"])
        {
            var json = (await ToolProcess.RunAsync(_home, "refresh", "example", "--account", account, "--json")).ShouldExitWith(ExitCodes.SignInRequired).Json;
            Assert.Equal("sign_in_required", json.GetProperty("outcome").GetString());
            Assert.Equal("", (await ToolProcess.RunAsync(_home, "token", "example", "--account", account)).ShouldExitWith(ExitCodes.SignInRequired).Output);
        }

        var logout = (await ToolProcess.RunAsync(_home, "logout", "example", "--account", "nobody", "--json")).ShouldExitWith(ExitCodes.SignInRequired).Json;
        Assert.Equal(("not_signed_in", "no_credentials"), (logout.GetProperty("outcome").GetString(), logout.GetProperty("error").GetString()));
        Assert.Empty(logout.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task A_script_that_asks_for_json_gets_the_token_with_its_expiry_or_the_reason()
    {
        await SignInAsync("good", TimeSpan.FromHours(1), refresh: false);

        var json = (await ToolProcess.RunAsync(_home, "token", "example", "--account", "good", "--json")).ShouldExitWith(0).Json;

        Assert.Equal((Canary, "Bearer", "good"), (json.GetProperty("access_token").GetString(), json.GetProperty("token_type").GetString(), json.GetProperty("account").GetString()));
        Assert.InRange(json.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        var none = (await ToolProcess.RunAsync(_home, "token", "example", "--json")).ShouldExitWith(ExitCodes.SignInRequired).Json;
        Assert.Equal("sign_in_required", none.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Which_of_several_sign_ins_of_one_account_is_meant_is_said_by_the_id()
    {
        await SignInAsync("one", TimeSpan.FromHours(1), refresh: false);
        var other = Key("one") with { ClientId = "other" };
        await _store.SetAsync(other, new TokenSet { AccessToken = new Secret("other-token"), ObtainedAt = TimeProvider.System.GetUtcNow() }, Cancellation);

        var several = (await ToolProcess.RunAsync(_home, "token", "example", "--account", "one")).ShouldExitWith(ExitCodes.Failed);
        var id = other.GetId()[..8];
        Assert.Contains($"--entry", several.Error, StringComparison.Ordinal);
        Assert.Contains(id, several.Error, StringComparison.Ordinal);

        Assert.Equal("other-token\n", (await ToolProcess.RunAsync(_home, "token", "example", "--entry", id)).ShouldExitWith(0).Output);
        (await ToolProcess.RunAsync(_home, "token", "example", "--entry", id, "--account", "one")).ShouldExitWith(ExitCodes.Usage);
        (await ToolProcess.RunAsync(_home, "token", "example", "--entry", id[..3])).ShouldExitWith(ExitCodes.Usage);
        Assert.Contains("no entry", (await ToolProcess.RunAsync(_home, "token", "spotify", "--entry", id)).ShouldExitWith(ExitCodes.Failed).Error, StringComparison.Ordinal);
        (await ToolProcess.RunAsync(_home, "refresh", "example", "--entry", id)).ShouldExitWith(ExitCodes.SignInRequired);
        (await ToolProcess.RunAsync(_home, "logout", "example", "--entry", id, "--all")).ShouldExitWith(ExitCodes.Usage);

        var logout = (await ToolProcess.RunAsync(_home, "logout", "example", "--entry", id.ToUpperInvariant(), "--json")).ShouldExitWith(0).Json;
        Assert.Equal(other.GetId(), Assert.Single(logout.GetProperty("entries").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(["client"], (await _store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key.ClientId));
    }

    [Fact]
    public async Task What_an_entry_says_of_itself_reaches_no_terminal_and_no_token_is_shown()
    {
        await SignInAsync("a" + Blank + "\r\n\u202eb", TimeSpan.FromHours(-1), refresh: false);

        foreach (string[] command in (string[][])[["status"], ["list"], ["doctor", "--offline"], ["status", "--json"], ["list", "--json"], ["doctor", "--offline", "--json"]])
        {
            var result = (await ToolProcess.RunAsync(_home, command)).ShouldExitWith(0).ShouldBePlain().ShouldNotContain([Canary]);
            Assert.DoesNotContain('\u202e', result.Output);
        }
    }

    [Fact]
    public async Task The_doctor_finds_nothing_wrong_with_a_good_store_and_leaves_it_as_it_was()
    {
        await SignInAsync("good", TimeSpan.FromHours(1), refresh: true);
        var before = Directory.GetFileSystemEntries(_home.StoreFolder);

        var report = (await ToolProcess.RunAsync(_home, "doctor", "--offline", "--json")).ShouldExitWith(0).ShouldBePlain().ShouldNotContain([Canary]).Json;

        var findings = report.GetProperty("findings").EnumerateArray().ToDictionary(finding => finding.GetProperty("check").GetString()!, finding => finding.GetProperty("state").GetString()!);
        Assert.Equal(["versions", "streams", "environment", "store-folder", "keyring", "store-entries", "store-lock", "ports", "servers", "clock"], findings.Keys);
        Assert.Equal(["ok", "ok", "ok"], [findings["store-folder"], findings["store-entries"], findings["store-lock"]]);
        Assert.Equal(before, Directory.GetFileSystemEntries(_home.StoreFolder));
    }

    [Theory]
    [InlineData("damaged", "store_corrupt")]
    [InlineData("open", "store_permissions")]
    [InlineData("relative", "store_relative_path")]
    [InlineData("relative", "store_relative_path", "--provider", "example")]
    [InlineData("open", "store_permissions", "--provider", "example")]
    public async Task The_doctor_fails_with_the_cause_and_the_remedy(string fault, string code, params string[] arguments)
    {
        Requirements.Unix();
        await SignInAsync("one", TimeSpan.FromHours(1), refresh: true);
        switch (fault)
        {
            case "damaged":
                await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_home.StoreFolder)), "{", Cancellation);
                break;
            case "open" when !OperatingSystem.IsWindows():
                File.SetUnixFileMode(_home.StoreFolder, (UnixFileMode)0b111_111_111);
                break;
            default:
                _home.Variables["LOOPBACK_OAUTH_HOME"] = "relative/path";
                break;
        }

        var report = (await ToolProcess.RunAsync(_home, ["doctor", "--offline", "--json", .. arguments])).ShouldExitWith(1).Json;

        Assert.Equal("fail", report.GetProperty("outcome").GetString());
        var finding = report.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("state").GetString() == "fail");
        Assert.Equal(code, finding.GetProperty("code").GetString());
        Assert.NotEqual("", finding.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task The_doctor_of_a_provider_that_does_not_exist_says_what_was_meant()
    {
        var result = (await ToolProcess.RunAsync(_home, "doctor", "--offline", "--provider", "spotfy")).ShouldExitWith(ExitCodes.Usage);

        Assert.Contains("Did you mean 'spotify'?", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task The_doctor_asks_the_server_of_an_entry_and_says_that_it_is_gone()
    {
        var port = LoopbackPort.Free();
        await _store.SetAsync(
            Key("one") with { Issuer = $"http://127.0.0.1:{port}" },
            new TokenSet { AccessToken = new Secret(Canary), ObtainedAt = TimeProvider.System.GetUtcNow() },
            Cancellation);

        var result = (await ToolProcess.RunAsync(_home, "doctor")).ShouldExitWith(1).ShouldBePlain().ShouldNotContain([Canary]);

        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith($"fail\tservers\thttp://127.0.0.1:{port}: ", StringComparison.Ordinal));
        (await ToolProcess.RunAsync(_home, "doctor", "--offline")).ShouldExitWith(0);
    }

    private static TokenKey Key(string account) => new() { Provider = "example", Issuer = "https://issuer.example", ClientId = "client", Account = account };

    private async Task SignInAsync(string account, TimeSpan left, bool refresh, GrantRefusal? refusal = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        await _store.SetAsync(
            Key(account),
            new TokenSet
            {
                AccessToken = new Secret(Canary),
                RefreshToken = refresh ? new Secret(Canary) : null,
                Scopes = ["a"],
                ObtainedAt = now.AddHours(-2),
                ExpiresAt = now + left + TimeSpan.FromSeconds(20),
                Refusal = refusal,
            },
            Cancellation);
    }
}
