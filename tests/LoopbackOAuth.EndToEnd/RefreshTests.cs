using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.EndToEnd;

/// <summary>
/// Tokens after the sign-in, against a server that rotates refresh tokens and revokes the grant when one is used twice. <c>LOOPBACK_OAUTH_STORM=20x50</c> makes the
/// storm 20 processes and 50 rounds.
/// </summary>
public sealed class RefreshTests(AuthorizationServerFixture fixture)
{
    private const int Kill = 9;
    private const int Killed = 128 + Kill;

    private static readonly (int Processes, int Rounds) Size = Environment.GetEnvironmentVariable("LOOPBACK_OAUTH_STORM")?.Split('x') is [var processes, var rounds]
        ? (int.Parse(processes, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture))
        : (6, 3);

    [Fact]
    public async Task New_tokens_are_stored_and_printed_from_then_on()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await SignInAsync(server, home);
        var old = (await ToolProcess.RunAsync(home, "token", "local")).ShouldExitWith(ExitCodes.SignedIn).Output;
        var secrets = home.StoredSecrets();
        await server.TakeLogAsync();

        var result = (await ToolProcess.RunAsync(home, "refresh", "local", "--json")).ShouldExitWith(ExitCodes.SignedIn).ShouldNotContain(secrets).ShouldNotContain(home.StoredSecrets());

        Assert.Equal("refreshed", result.Json.GetProperty("outcome").GetString());
        var printed = (await ToolProcess.RunAsync(home, "token", "local")).ShouldExitWith(ExitCodes.SignedIn).Output;
        Assert.NotEqual(old, printed);
        Assert.Contains(printed.Trim(), home.StoredText(), StringComparison.Ordinal);
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    [Fact]
    [Trait("Invariant", "11")]
    public async Task Invariant_11_processes_that_find_an_expired_token_at_once_make_one_refresh_a_round()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await SignInAsync(server, home);
        await server.TakeLogAsync();
        HashSet<string> tokens = [];
        for (var round = 0; round < Size.Rounds; round++)
        {
            Expire(home);

            var results = await Task.WhenAll(Enumerable.Range(0, Size.Processes).Select(_ => ToolProcess.RunAsync(home, "token", "local")));

            tokens.Add(Assert.Single(results.Select(result => result.ShouldExitWith(ExitCodes.SignedIn).Output).Distinct()));
            var log = await server.TakeLogAsync();
            Assert.Single(log, record => record.IsTokenRequest);
            Assert.DoesNotContain(log, record => record.IsGrantRevoked);
        }

        Assert.Equal(Size.Rounds, tokens.Count);
    }

    [Fact]
    [Trait("Invariant", "10")]
    [Trait("Invariant", "11")]
    public async Task Invariant_10_and_11_of_processes_that_refresh_one_is_killed_at_any_instant_and_the_entry_is_whole_and_nobody_waits_for_ever()
    {
        Requirements.Unix();
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        var store = new FileTokenStore(home.StoreFolder);
        await SignInAsync(server, home);
        await server.TakeLogAsync();
        var lost = 0;
        for (var round = 0; round < Size.Rounds; round++)
        {
            Expire(home);
            var tools = Enumerable.Range(0, Size.Processes).Select(_ => ToolProcess.Start(home, "token", "local")).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(0, 60 * Size.Processes)), TestContext.Current.CancellationToken);
            tools[RandomNumberGenerator.GetInt32(tools.Length)].Signal(Kill);
            await AssertOneWholeEntryAsync(store);

            var results = await Task.WhenAll(tools.Select(tool => tool.WaitForExitAsync()));
            await Task.WhenAll(tools.Select(tool => tool.DisposeAsync().AsTask()));
            var survivors = results.Where(result => result.ExitCode != Killed).ToArray();
            await AssertOneWholeEntryAsync(store);
            var log = await server.TakeLogAsync();
            if (log.Any(record => record.IsGrantRevoked))
            {
                // The one window: the server had answered, and the answer was not in a file yet.
                lost++;
                await SignInAsync(server, home);
                await server.TakeLogAsync();
            }
            else
            {
                Assert.Single(survivors.Select(result => result.ShouldExitWith(ExitCodes.SignedIn).Output).Distinct());
                Assert.Single(log, record => record.IsTokenRequest);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Size.Rounds} kills, {lost} of them between the server's answer and the store.");
    }

    [Fact]
    public async Task A_token_that_lives_too_short_for_a_script_is_refreshed_first()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await SignInAsync(server, home);
        var old = (await ToolProcess.RunAsync(home, "token", "local", "--min-ttl", "60")).ShouldExitWith(ExitCodes.SignedIn).Output;

        Age(home);

        // Even a new one lives shorter: it is printed, and the script is told.
        var next = (await ToolProcess.RunAsync(home, "token", "local", "--min-ttl", "86400")).ShouldExitWith(ExitCodes.Failed);

        Assert.NotEqual(old, next.Output);
        Assert.NotEmpty(next.Output.Trim());
        Assert.Contains("--min-ttl", next.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_out_the_tokens_are_gone_here_and_at_the_server()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await SignInAsync(server, home);
        var file = EntryFile(home);
        var content = await File.ReadAllTextAsync(file);
        var secrets = home.StoredSecrets();
        await server.TakeLogAsync();

        var result = (await ToolProcess.RunAsync(home, "logout", "local")).ShouldExitWith(ExitCodes.SignedIn).ShouldNotContain(secrets);

        Assert.Contains("removed", result.Error, StringComparison.Ordinal);
        Assert.Contains("revoked", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.All(await server.TakeLogAsync(), record => Assert.True(!record.IsRevocation || record.Status == 200));
        (await ToolProcess.RunAsync(home, "token", "local")).ShouldExitWith(ExitCodes.SignInRequired);

        // A copy that somebody kept is worth nothing: the server refuses it, it is marked, and nothing asks the server again.
        await File.WriteAllTextAsync(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Expire(home);
        var refused = (await ToolProcess.RunAsync(home, "token", "local")).ShouldExitWith(ExitCodes.SignInRequired).ShouldNotContain(secrets);
        Assert.Contains("Sign in again", refused.Error, StringComparison.Ordinal);
        Assert.Contains("invalid_grant", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Contains(secrets[0], await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        await server.TakeLogAsync();
        (await ToolProcess.RunAsync(home, "token", "local")).ShouldExitWith(ExitCodes.SignInRequired);
        Assert.DoesNotContain(await server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    [Fact]
    public async Task All_accounts_of_a_provider_are_signed_out_together()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await SignInAsync(server, home, "--account", "one");
        await SignInAsync(server, home, "--account", "two");

        var result = (await ToolProcess.RunAsync(home, "logout", "local", "--all", "--json")).ShouldExitWith(ExitCodes.SignedIn);

        var entries = JsonNode.Parse(result.Output)!["entries"]!.AsArray();
        Assert.Equal(["one", "two"], entries.Select(entry => entry!["account"]!.GetValue<string>()));
        Assert.All(entries, entry => Assert.Equal(("removed", "revoked"), (entry!["entry"]!.GetValue<string>(), entry["revocation"]!.GetValue<string>())));
        (await ToolProcess.RunAsync(home, "logout", "local", "--all")).ShouldExitWith(ExitCodes.SignInRequired);
        (await ToolProcess.RunAsync(home, "logout", "local", "--all", "--account", "one")).ShouldExitWith(ExitCodes.Usage);
    }

    [Fact]
    public async Task A_confidential_client_refreshes_and_signs_out_with_its_secret()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        home.Variables["THE_SECRET"] = AuthorizationServerProcess.BasicSecret;
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.BasicClient, "--client-secret-env", "THE_SECRET",
            "--scope", "openid", "--no-browser", "--json");
        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        (await ToolProcess.RunAsync(home, "refresh", "local", "--client-secret-env", "THE_SECRET")).ShouldExitWith(ExitCodes.SignedIn).ShouldNotContain([AuthorizationServerProcess.BasicSecret]);
        var without = (await ToolProcess.RunAsync(home, "refresh", "local", "--json")).ShouldExitWith(ExitCodes.Failed);
        Assert.Equal("invalid_client", without.Json.GetProperty("error").GetString());
        var result = (await ToolProcess.RunAsync(home, "logout", "local", "--client-secret-env", "THE_SECRET", "--json")).ShouldExitWith(ExitCodes.SignedIn);
        Assert.Equal("revoked", JsonNode.Parse(result.Output)!["entries"]![0]!["revocation"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_server_that_is_gone_is_told_apart_from_a_sign_in()
    {
        Requirements.Program("node");
        Requirements.Program("npm");
        using var home = new ToolHome();
        await using (var server = await AuthorizationServerProcess.StartAsync())
        {
            await SignInAsync(server, home);
        }

        Expire(home);
        var result = (await ToolProcess.RunAsync(home, "refresh", "local", "--json")).ShouldExitWith(ExitCodes.TryAgainLater);

        Assert.Equal("temporarily_unavailable", result.Json.GetProperty("outcome").GetString());
        Assert.Equal("network_error", result.Json.GetProperty("error").GetString());
    }

    private static async Task SignInAsync(AuthorizationServerProcess server, ToolHome home, params string[] arguments)
    {
        using var browser = new Browser();
        await using var tool = ToolProcess.Start(
            home,
            ["login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--scope", "openid", "--no-browser", "--json", .. arguments]);
        await browser.FollowAsync(await tool.AuthorizationUriAsync());
        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
    }

    private static async Task AssertOneWholeEntryAsync(FileTokenStore store)
    {
        var list = await store.ListAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Single(list);
        Assert.Empty(list.Damaged);
    }

    private static string EntryFile(ToolHome home) => Assert.Single(Directory.GetFiles(home.StoreFolder, "local-*.json"));

    // As if an hour had passed.
    private static void Expire(ToolHome home)
    {
        var file = EntryFile(home);
        var content = JsonNode.Parse(File.ReadAllText(file))!;
        content["tokens"]!["obtained_at"] = "2000-12-31T23:00:00+00:00";
        content["tokens"]!["expires_at"] = "2001-01-01T00:00:00+00:00";
        File.WriteAllText(file, content.ToJsonString());
    }

    // What was obtained just now may be the best there is.
    private static void Age(ToolHome home)
    {
        var file = EntryFile(home);
        var content = JsonNode.Parse(File.ReadAllText(file))!;
        content["tokens"]!["obtained_at"] = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToString("O", CultureInfo.InvariantCulture);
        File.WriteAllText(file, content.ToJsonString());
    }
}
