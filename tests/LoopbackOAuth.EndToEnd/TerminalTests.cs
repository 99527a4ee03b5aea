using System.Net;
using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>What a sign-in does to the terminal it runs on, and leaves there.</summary>
public sealed class TerminalTests(AuthorizationServerFixture fixture)
{
    [Theory]
    [InlineData("the listener")]
    [InlineData("the paste")]
    [InlineData("Ctrl+C")]
    [InlineData("Ctrl+\\")]
    [InlineData("SIGTERM")]
    [InlineData("SIGHUP")]
    [InlineData("the timeout")]
    [InlineData("an exception")]
    [Trait("Invariant", "12")]
    public async Task Nothing_keeps_reading_and_no_setting_stays_changed_whatever_ends_the_sign_in(string end)
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        home.Variables["DOTNET_STARTUP_HOOKS"] = typeof(TerminalTests).Assembly.Location;
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server), "--timeout", end == "the timeout" ? "4" : "60"]);
        var authorizationUri = await shell.AuthorizationUriAsync();
        await shell.WaitForAsync(ToolText.PastePrompt);

        switch (end)
        {
            case "the listener":
                await browser.FollowAsync(authorizationUri);
                break;
            case "the paste":
                await shell.PasteAsync((await browser.SignInAsync(authorizationUri)).OriginalString + "\n\n\n");
                await shell.PressAsync("Enter");
                break;
            case "an exception":
                await File.WriteAllTextAsync(Path.Combine(home.Folder, "crash"), "");
                break;
            case "the timeout":
                await shell.TypeAsync("half an addr");
                break;
            default:
                await shell.PasteAsync("half an addr");
                await InterruptAsync(shell, end);
                break;
        }

        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
        await shell.ShouldBeAsBeforeAsync();
    }

    [Fact]
    public async Task A_stopped_sign_in_leaves_the_terminal_to_the_shell_and_goes_on_in_the_foreground()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server)]);
        var callback = await browser.SignInAsync(await shell.AuthorizationUriAsync());
        await shell.WaitForAsync(ToolText.PastePrompt);

        for (var round = 0; round < 2; round++)
        {
            await shell.PressAsync("C-z");
            await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
            await shell.ShouldBeAsBeforeAsync();
            await shell.TypeAsync("clear; fg");
            await shell.PressAsync("Enter");
            await shell.WaitForAsync(ToolText.PastePrompt);
        }

        await shell.PasteAsync(callback.OriginalString);
        Assert.DoesNotContain(Browser.ParameterOf(callback, "code"), await shell.ScreenAsync(), StringComparison.Ordinal);
        await shell.PressAsync("Enter");
        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
        Assert.Contains("\"succeeded\"", await shell.ReadAsync("standard-output"), StringComparison.Ordinal);
        await shell.ShouldBeAsBeforeAsync();
    }

    [Fact]
    public async Task A_sign_in_in_the_background_does_not_touch_the_terminal_and_its_listener_goes_on()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server)]);
        var callback = await browser.SignInAsync(await shell.AuthorizationUriAsync());
        await shell.WaitForAsync(ToolText.PastePrompt);
        await shell.PressAsync("C-z");
        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
        await shell.RunAsync("clear; bg");
        await shell.ShouldBeAsBeforeAsync();

        await browser.VisitAsync(callback);
        await shell.RunAsync("wait");

        Assert.Contains("\"succeeded\"", await shell.ReadAsync("standard-output"), StringComparison.Ordinal);
        await shell.ShouldBeAsBeforeAsync();
    }

    [Fact]
    [Trait("Invariant", "12")]
    public async Task Nothing_of_a_paste_that_is_under_way_when_the_listener_wins_is_run_by_the_shell()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server)]);
        var callback = await browser.SignInAsync(await shell.AuthorizationUriAsync());
        await shell.WaitForAsync(ToolText.PastePrompt);

        // The start of a marked paste, the callback, and while the tool ends the rest: a newline and what a shell would run.
        await shell.TypeAsync("\e[200~http://127.0.0.1:1/");
        await shell.WaitForAsync("http://127.0.0.1:1/");
        var visit = browser.VisitAsync(callback);
        for (var i = 0; i < 20; i++)
        {
            await shell.TypeAsync("x&touch run-by-the-shell\n");
        }

        await shell.TypeAsync("\e[201~");
        await visit;

        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
        await shell.ShouldBeAsBeforeAsync();
        Assert.False(File.Exists(Path.Combine(home.Folder, "run-by-the-shell")));
    }

    [Fact]
    public async Task What_was_typed_before_the_prompt_is_a_refused_paste_and_no_command()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server)]);
        await shell.TypeAsync("touch run-by-the-shell\n");

        var callback = await browser.SignInAsync(await shell.AuthorizationUriAsync());
        await shell.WaitForAsync(ToolText.BareCodePaste);
        await shell.PasteAsync(callback.OriginalString);
        await shell.PressAsync("Enter");

        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
        await shell.ShouldBeAsBeforeAsync();
        Assert.False(File.Exists(Path.Combine(home.Folder, "run-by-the-shell")));
    }

    [Fact]
    public async Task A_narrow_terminal_still_shows_the_prompt()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var shell = await TerminalShell.StartAsync(home, columns: 30);
        await shell.StartToolAsync([.. Login(server)]);

        await shell.WaitForAsync(ToolText.PastePrompt);

        await shell.PressAsync("C-c");
        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
    }

    [Theory]
    [InlineData(34)]
    [InlineData(33)]
    [InlineData(25)]
    [InlineData(18)]
    public async Task A_window_that_becomes_narrower_keeps_no_remains_of_the_line_that_does_not_stay(int columns)
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server)]);
        await shell.WaitForAsync(ToolText.PastePrompt);
        await shell.WaitForAsync(screen => screen.TrimEnd().EndsWith(ToolText.PastePrompt, StringComparison.Ordinal), "the prompt at the end");

        await shell.ResizeAsync(columns);
        await shell.WaitForAsync(screen => LastLine(screen) is var line && line.EndsWith("URL:", StringComparison.Ordinal) && !line.StartsWith("Waiting", StringComparison.Ordinal), "the prompt, shorter");
        await shell.ResizeAsync(120);

        // At the full width again, with a second for the clock: one prompt, and all that stays above it is there.
        var screen = await shell.WaitForAsync(screen => LastLine(screen).StartsWith("Waiting, ", StringComparison.Ordinal), "the prompt at full length");
        Assert.Equal(1, ToolText.CountOf(ToolText.PastePrompt, screen));
        Assert.DoesNotContain(screen.TrimEnd().Split('\n')[..^1], line => line.Contains(" left", StringComparison.Ordinal) || line.StartsWith("URL:", StringComparison.Ordinal));
        Assert.Contains("never into a web page or a chat", screen, StringComparison.Ordinal);
        await shell.PressAsync("C-c");
        await shell.WaitForAsync(IsAtShellAgain, "the shell's own prompt");
    }

    [Fact]
    [Trait("Invariant", "6")]
    public async Task A_terminal_that_is_closed_ends_the_sign_in_and_its_port()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var shell = await TerminalShell.StartAsync(home);
        await shell.StartToolAsync([.. Login(server)]);
        var redirectUri = Browser.RedirectUriOf(await shell.AuthorizationUriAsync());
        await shell.WaitForAsync(ToolText.PastePrompt);

        await shell.CloseAsync();

        using var deadline = Deadline.Start();
        while (await LoopbackPort.AnswersAsync(IPAddress.Loopback, redirectUri.Port))
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    private static string[] Login(AuthorizationServerProcess server) =>
        ["login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--scope", "openid", "--no-browser", "--json"];

    private static string LastLine(string screen) => screen.TrimEnd().Split('\n')[^1];

    // The shell says its own prompt when it has the terminal.
    private static bool IsAtShellAgain(string screen) => LastLine(screen).EndsWith("ready>", StringComparison.Ordinal);

    private static Task InterruptAsync(TerminalShell shell, string how) => how switch
    {
        "Ctrl+C" => shell.PressAsync("C-c"),
        "Ctrl+\\" => shell.PressAsync("C-\\"),
        "SIGTERM" => shell.SignalAsync("TERM"),
        "SIGHUP" => shell.SignalAsync("HUP"),
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };
}
