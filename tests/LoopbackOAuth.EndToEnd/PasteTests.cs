using System.Text;
using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Sign-ins whose answer is pasted into a real terminal.</summary>
public sealed class PasteTests(AuthorizationServerFixture fixture)
{
    [Theory]
    [InlineData("the full address")]
    [InlineData("the query with its question mark")]
    [InlineData("the bare query")]
    [InlineData("wrapped over lines")]
    [InlineData("quoted")]
    [InlineData("with escaped ampersands")]
    public async Task A_pasted_address_signs_in_however_it_was_copied(string form)
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var terminal = await StartAsync(home, server);

        var callback = await browser.SignInAsync(await terminal.AuthorizationUriAsync());
        await terminal.WaitForAsync(ToolText.PastePrompt);
        await terminal.SubmitAsync(Copy(callback, form));
        var result = (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);

        Assert.Equal("succeeded", result.Json.GetProperty("outcome").GetString());
        Assert.Equal(callback.GetLeftPart(UriPartial.Path), result.Json.GetProperty("redirect_uri").GetString());
        Assert.Contains("paste", result.Json.GetProperty("transport").GetString(), StringComparison.Ordinal);
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
        result.ShouldNotContain(home.StoredSecrets());
        await terminal.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task Wrong_pastes_are_each_answered_by_a_message_of_their_own_and_the_right_one_still_signs_in()
    {
        var server = await fixture.StartedAsync();
        await server.TakeLogAsync();
        using var home = new ToolHome();
        using var browser = new Browser();
        await using var terminal = await StartAsync(home, server);
        var authorizationUri = await terminal.AuthorizationUriAsync();
        var callback = await browser.SignInAsync(authorizationUri);
        await terminal.WaitForAsync(ToolText.PastePrompt);
        var port = callback.Port;
        var otherPort = port == 65535 ? port - 1 : port + 1;
        (string Paste, string Answer)[] wrong =
        [
            ("", ToolText.EmptyPaste),
            (callback.OriginalString.Replace("state=", "state=x", StringComparison.Ordinal), ToolText.WrongStatePaste),
            (callback.OriginalString.Replace("127.0.0.1", "evil.example", StringComparison.Ordinal), ToolText.OtherPlacePaste),
            (callback.OriginalString.Replace($":{port}/", $":{otherPort}/", StringComparison.Ordinal), ToolText.OtherPlacePaste),
            (authorizationUri.OriginalString, ToolText.AuthorizationUriPaste),
            (Browser.ParameterOf(callback, "code"), ToolText.BareCodePaste),
            (callback.OriginalString + "&x=" + new string('x', (16 * 1024) + 1 - callback.OriginalString.Length - 3), ToolText.TooLargePaste),
        ];

        foreach (var (paste, answer) in wrong)
        {
            var before = ToolText.CountOf(answer, await terminal.ScreenAsync());
            await terminal.SubmitAsync(paste);
            await terminal.WaitForAsync(screen => ToolText.CountOf(answer, screen) > before, answer);
            Assert.DoesNotContain(await server.TakeLogAsync(), record => record.IsTokenRequest);
        }

        await terminal.SubmitAsync(callback.OriginalString);
        (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.SignedIn);
        Assert.Single(await server.TakeLogAsync(), record => record.IsTokenRequest);
    }

    [Fact]
    public async Task Ctrl_C_at_the_prompt_ends_with_exit_code_130()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var terminal = await StartAsync(home, server);
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await terminal.PasteAsync("half an addr");
        await terminal.PressAsync("C-c");
        var result = (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);

        Assert.Equal("cancelled", result.Json.GetProperty("outcome").GetString());
        await terminal.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task Ctrl_D_at_the_only_prompt_ends_the_sign_in()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var terminal = await StartAsync(home, server);
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await terminal.PressAsync("C-d");
        var result = (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed);

        Assert.Equal("prompt_closed", result.Json.GetProperty("error").GetString());
        Assert.NotEqual("", result.Json.GetProperty("remedy").GetString());
        await terminal.ShouldBeFreeAsync();
    }

    [Fact]
    public async Task Manual_paste_opens_no_port()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var terminal = await StartAsync(home, server);
        var authorizationUri = await terminal.AuthorizationUriAsync();
        await terminal.WaitForAsync(ToolText.PastePrompt);

        await LoopbackPort.ShouldBeClosedAsync(Browser.RedirectUriOf(authorizationUri));
    }

    [Fact]
    [Trait("Invariant", "12")]
    public async Task Manual_paste_without_a_terminal_fails_at_once_and_reads_nothing()
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();

        var result = await ToolProcess.RunAsync(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient, "--manual-paste", "--json");

        Assert.Contains(result.ExitCode, (int[])[ExitCodes.Failed, ExitCodes.Usage]);
        Assert.NotEqual("", result.Json.GetProperty("remedy").GetString());
        Assert.DoesNotContain(ToolText.PastePrompt, result.Error, StringComparison.Ordinal);
    }

    private static Task<TmuxTerminal> StartAsync(ToolHome home, AuthorizationServerProcess server) => TmuxTerminal.StartAsync(
        home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
        "--scope", "openid", "--manual-paste", "--json");

    private static string Copy(Uri callback, string form) => form switch
    {
        "the full address" => callback.OriginalString,
        "the query with its question mark" => callback.Query,
        "the bare query" => callback.Query[1..],
        "wrapped over lines" => Wrap(callback.OriginalString),
        "quoted" => $"\"{callback.OriginalString}\"",
        "with escaped ampersands" => callback.OriginalString.Replace("&", "&amp;", StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
    };

    private static string Wrap(string text)
    {
        const int Width = 48;
        var wrapped = new StringBuilder();
        foreach (var piece in text.Chunk(Width))
        {
            wrapped.Append(wrapped.Length == 0 ? "" : "\n").Append(piece);
        }

        return wrapped.ToString();
    }
}
