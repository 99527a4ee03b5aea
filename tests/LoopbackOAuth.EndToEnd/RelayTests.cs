using System.Globalization;
using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>A sign-in in one terminal, its browser part relayed from another process, and the line it prints pasted back.</summary>
public sealed class RelayTests(AuthorizationServerFixture fixture)
{
    private const string Warning = "Go on only if YOU started this sign-in on a machine you trust, just now.";
    private const string Question = "Go on? Type yes:";
    private const string UrlPrompt = "Authorization URL:";
    private const string State = "a-state-of-some-length";

    [Fact]
    public async Task The_relayed_line_completes_a_sign_in_that_waits_for_a_paste()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var remote = await LoginAsync(home, server);
        var authorizationUri = await remote.AuthorizationUriAsync();

        var (relayed, page) = await RelayAsync(browser, authorizationUri);
        Assert.DoesNotContain(await server.TakeLogAsync(), record => record.IsTokenRequest);
        await remote.WaitForAsync(ToolText.PastePrompt);
        await remote.SubmitAsync(Line(relayed.ShouldExitWith(0).ShouldBePlain()));
        var result = (await remote.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Contains("the sign-in is not finished", page.Content, StringComparison.Ordinal);
        Assert.Contains("Paste this line into the waiting prompt on the remote host", relayed.Error, StringComparison.Ordinal);
        Assert.Contains(Warning, relayed.Error, StringComparison.Ordinal);
        Assert.Equal(Browser.RedirectUriOf(authorizationUri).OriginalString, result.Json.GetProperty("redirect_uri").GetString());
        Assert.Contains("paste", result.Json.GetProperty("transport").GetString(), StringComparison.Ordinal);
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
        relayed.ShouldNotContain(home.StoredSecrets());
        await remote.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task The_line_of_another_sign_in_is_refused_and_the_right_one_still_counts()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var otherHome = new ToolHome();
        using var browser = new Browser();
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        await using var remote = await LoginAsync(home, server, "--port", port);
        await using var other = await LoginAsync(otherHome, server, "--port", port);
        var authorizationUri = await remote.AuthorizationUriAsync();
        var (ofOther, _) = await RelayAsync(browser, await other.AuthorizationUriAsync());
        var (own, _) = await RelayAsync(browser, authorizationUri);
        await remote.WaitForAsync(ToolText.PastePrompt);

        await remote.SubmitAsync(Line(ofOther));
        await remote.WaitForAsync(screen => ToolText.CountOf(ToolText.WrongStatePaste, screen) == 1, ToolText.WrongStatePaste);
        await remote.SubmitAsync(Line(own));

        (await remote.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
    }

    [Fact]
    public async Task The_relayed_line_wins_the_race_against_a_listener_that_no_browser_can_reach()
    {
        Requirements.Unix();
        Requirements.Program("curl");
        Requirements.Program("ip");
        Requirements.Program("unshare");
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var laptopHome = new ToolHome();
        await using (var network = ToolProcess.StartShell(laptopHome, "exec unshare --map-root-user --net ip link set lo up"))
        {
            Assert.SkipWhen((await network.WaitForExitAsync()).ExitCode != 0 && !Requirements.IsCi, "This user may not make a network of its own.");
        }

        using var browser = new Browser();
        await using var remote = await TmuxTerminal.StartAsync(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--scope", "openid", "--no-browser", "--json");
        var authorizationUri = await remote.AuthorizationUriAsync();
        await remote.WaitForAsync(ToolText.PastePrompt);

        // The laptop is a network of its own, where the same port is free: a namespace, made by the user or by root.
        await using var laptop = ToolProcess.StartShell(
            laptopHome,
            $$"""
            exec unshare --map-root-user --net sh -c '
                ip link set lo up || exit 98
                callback="$1"; shift
                mkfifo errors
                "$@" 2> errors > line & relay=$!
                while IFS= read -r said; do
                    printf "%s\n" "$said" >&2
                    case "$said" in "Waiting for callback"*) curl --silent --show-error --location --max-time 20 "$callback" > page & esac
                done < errors
                wait $relay; code=$?
                cat line; exit $code
            ' sh '{{await browser.SignInAsync(authorizationUri)}}' "$@" relay --yes --no-browser '{{authorizationUri.OriginalString}}'
            """);
        var relayed = await laptop.WaitForExitAsync();
        await remote.SubmitAsync(Line(relayed.ShouldExitWith(0)));
        var result = (await remote.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Contains("paste", result.Json.GetProperty("transport").GetString(), StringComparison.Ordinal);
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
        Assert.Contains("the sign-in is not finished", await File.ReadAllTextAsync(Path.Combine(laptopHome.Folder, "page")), StringComparison.Ordinal);
        await LoopbackPort.ShouldBeClosedAsync(Browser.RedirectUriOf(authorizationUri));
    }

    [Fact]
    public async Task A_sign_in_that_the_user_denies_ends_as_denied_on_both_sides()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var remote = await TmuxTerminal.StartAsync(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.DenyingClient, "--scope", "openid", "--manual-paste", "--json");
        var (relayed, _) = await RelayAsync(browser, await remote.AuthorizationUriAsync());
        await remote.WaitForAsync(ToolText.PastePrompt);

        await remote.SubmitAsync(Line(relayed.ShouldExitWith(ExitCodes.Denied)));
        var result = (await remote.WaitForExitAsync()).ShouldExitWith(ExitCodes.Denied);

        Assert.Equal("access_denied", result.Json.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("xai-oauth", 56121)]
    [InlineData("spotify", 43827)]
    [InlineData("local", null)]
    public async Task The_url_of_a_manual_paste_always_names_a_port_that_can_be_relayed(string provider, int? port)
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var remote = await TmuxTerminal.StartAsync(
            home, "login", provider, "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--manual-paste", "--json");

        var authorizationUri = await remote.AuthorizationUriAsync();
        await using var relay = Relay(home, authorizationUri);
        var waitingUri = await relay.WaitingUriAsync();

        Assert.Equal(Browser.RedirectUriOf(authorizationUri).OriginalString, waitingUri.OriginalString);
        Assert.InRange(waitingUri.Port, port ?? 1024, port ?? 65535);
    }

    [Fact]
    public async Task On_a_terminal_the_url_is_asked_for_then_the_user_and_a_relay_runs()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var laptopHome = new ToolHome();
        using var browser = new Browser();
        await using var remote = await LoginAsync(home, server);
        var authorizationUri = await remote.AuthorizationUriAsync();
        await using var laptop = await TmuxTerminal.StartAsync(laptopHome, "relay", "--no-browser");

        await laptop.WaitForAsync(UrlPrompt);
        await laptop.SubmitAsync(authorizationUri.OriginalString);
        await laptop.WaitForAsync(Question);
        await laptop.TypeLineAsync("yes");
        await laptop.WaitForAsync(screen => ToolText.WaitingUri(screen) is not null, "where the callback is waited for");
        await browser.FollowAsync(authorizationUri);
        var relayed = (await laptop.WaitForExitAsync()).ShouldExitWith(0);
        await laptop.ShouldBeFreeAsync();
        await remote.SubmitAsync(Line(relayed));

        (await remote.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("y")]
    [InlineData("yessir")]
    public async Task Anything_but_a_yes_opens_nothing(string answer)
    {
        using var home = new ToolHome();
        var authorizationUri = AuthorizationUri(LoopbackPort.Free());
        await using var laptop = await TmuxTerminal.StartAsync(home, "relay", "--no-browser", authorizationUri.OriginalString);

        await laptop.WaitForAsync(Question);
        await LoopbackPort.ShouldBeClosedAsync(Browser.RedirectUriOf(authorizationUri));
        await laptop.TypeLineAsync(answer);
        var result = (await laptop.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed);

        Assert.Equal("", result.Output);
        Assert.Contains("Nothing was opened.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting for callback", result.Error, StringComparison.Ordinal);
        await laptop.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task A_yes_that_was_pasted_behind_the_url_does_not_answer_the_question()
    {
        using var home = new ToolHome();
        await using var laptop = await TmuxTerminal.StartAsync(home, "relay", "--no-browser");
        await laptop.WaitForAsync(UrlPrompt);

        await laptop.SubmitAsync($"{AuthorizationUri(LoopbackPort.Free()).OriginalString}&login_hint=ad\nyes");
        await laptop.WaitForAsync(Question);
        await laptop.PressAsync("Enter");

        Assert.Contains("Nothing was opened.", (await laptop.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-a-url")]
    [InlineData("")]
    public async Task The_rest_of_a_paste_that_is_refused_does_not_run_in_the_shell(string start)
    {
        using var home = new ToolHome();
        await using var laptop = await TmuxTerminal.StartAsync(home, "relay", "--no-browser");
        await laptop.WaitForAsync(UrlPrompt);

        await laptop.SubmitAsync($"{(start.Length > 0 ? start : new string('a', 17_000))}\ntouch pasted-command\n");
        (await laptop.WaitForExitAsync()).ShouldExitWith(ExitCodes.Usage);

        await laptop.ShouldBeFreeAsync();
        Assert.Empty(Directory.GetFiles(home.Folder, "pasted-command", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_yes_that_is_pasted_at_the_question_does_not_answer_it()
    {
        using var home = new ToolHome();
        await using var laptop = await TmuxTerminal.StartAsync(home, "relay", "--no-browser", AuthorizationUri(LoopbackPort.Free()).OriginalString);
        await laptop.WaitForAsync(Question);

        // The Enter that follows at once belongs to the paste, too.
        await laptop.SubmitAsync("yes");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await laptop.TypeLineAsync("no");

        var result = (await laptop.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed);
        Assert.DoesNotContain("Waiting for callback", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_in_several_lines_and_longer_than_a_line_of_the_terminal_is_read_whole()
    {
        using var home = new ToolHome();
        await using var laptop = await TmuxTerminal.StartAsync(home, "relay", "--no-browser");
        await laptop.WaitForAsync(UrlPrompt);
        var url = $"{AuthorizationUri(LoopbackPort.Free()).OriginalString}&login_hint={new string('a', 6000)}";

        await laptop.SubmitAsync(string.Join('\n', url.Chunk(150).Select(piece => new string(piece))));
        await laptop.WaitForAsync(Question);
        await laptop.TypeLineAsync("yes");

        await laptop.WaitForAsync(screen => screen.Replace("\n", "", StringComparison.Ordinal).Contains($"{url}", StringComparison.Ordinal), "the whole URL");
        await laptop.PressAsync("C-c");
        (await laptop.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);
    }

    [Theory]
    [InlineData(UrlPrompt)]
    [InlineData(Question)]
    public async Task Ctrl_C_at_a_question_ends_with_exit_code_130(string question)
    {
        using var home = new ToolHome();
        string[] url = question == Question ? [AuthorizationUri(LoopbackPort.Free()).OriginalString] : [];
        await using var laptop = await TmuxTerminal.StartAsync(home, ["relay", "--no-browser", .. url]);
        await laptop.WaitForAsync(question);

        await laptop.PressAsync("C-c");

        (await laptop.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);
        await laptop.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task A_pipe_may_bring_the_url_and_take_the_line_when_the_answer_is_given_in_advance()
    {
        var port = LoopbackPort.Free();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var relay = ToolProcess.StartShell(home, $"""echo '{AuthorizationUri(port).OriginalString}' | "$@" relay - --yes --no-browser | cat > line""");

        var waitingUri = await relay.WaitingUriAsync();
        await browser.VisitAsync(new Uri($"{waitingUri.OriginalString}?code=abc&state={State}"));
        (await relay.WaitForExitAsync()).ShouldExitWith(0);

        Assert.Equal($"http://127.0.0.1:{port}/callback?code=abc&state={State}\n", await File.ReadAllTextAsync(Path.Combine(home.Folder, "line")));
    }

    [Theory]
    [InlineData("relay")]
    [InlineData("relay", "https://as.example/authorize?response_type=code")]
    [InlineData("relay", "https://as.example/authorize", "--yes")]
    [InlineData("relay", "-", "--yes")]
    [InlineData("relay", "not a url", "--yes")]
    [InlineData("relay", "VALID")]
    [InlineData("relay", "VALID", "--yes", "--timeout", "0")]
    [InlineData("relay", "VALID", "two", "--yes")]
    public async Task Without_a_url_or_without_a_yes_nothing_is_opened_and_the_remedy_is_told(params string[] arguments)
    {
        using var home = new ToolHome();
        var authorizationUri = AuthorizationUri(LoopbackPort.Free());

        var result = await ToolProcess.RunAsync(home, [.. arguments.Select(argument => argument == "VALID" ? authorizationUri.OriginalString : argument)]);

        result.ShouldExitWith(ExitCodes.Usage).ShouldBePlain();
        Assert.Equal("", result.Output);
        Assert.DoesNotContain("Waiting for callback", result.Error, StringComparison.Ordinal);
        Assert.True(result.Error.TrimEnd().Split('\n') is [.., var error, { Length: > 20 }] && error.StartsWith("error: ", StringComparison.Ordinal), result.Error);
        Assert.False(Directory.Exists(home.StoreFolder), "A relay should keep nothing.");
    }

    private static Uri AuthorizationUri(int port) => new(
        $"https://as.example/authorize?response_type=code&client_id=app&redirect_uri=http%3A%2F%2F127.0.0.1%3A{port}%2Fcallback"
        + $"&scope=openid&state={State}&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");

    private static Task<TmuxTerminal> LoginAsync(ToolHome home, AuthorizationServerProcess server, params string[] arguments) => TmuxTerminal.StartAsync(
        home,
        ["login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--scope", "openid", "--manual-paste", "--json", .. arguments]);

    private static ToolProcess Relay(ToolHome home, Uri authorizationUri) => ToolProcess.Start(home, "relay", "--yes", "--no-browser", authorizationUri.OriginalString);

    private static async Task<(ToolResult Relayed, BrowserPage Page)> RelayAsync(Browser browser, Uri authorizationUri)
    {
        using var home = new ToolHome();
        await using var relay = Relay(home, authorizationUri);
        await relay.WaitingUriAsync();
        var page = await browser.FollowAsync(authorizationUri);
        var relayed = await relay.WaitForExitAsync();
        Assert.False(Directory.Exists(home.StoreFolder), "A relay should keep nothing.");
        return (relayed, page);
    }

    /// <summary>The one line on standard output, and nothing beside it.</summary>
    private static string Line(ToolResult relayed) => Assert.Single(relayed.Output.TrimEnd('\n').Split('\n'));
}
