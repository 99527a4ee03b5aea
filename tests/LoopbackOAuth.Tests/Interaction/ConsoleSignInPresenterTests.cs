using LoopbackOAuth.Interaction;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Testing;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class ConsoleSignInPresenterTests
{
    private const string Callback = "http://127.0.0.1:56121/callback?code=SECRET&state=STATE";

    private const string Silence = "Nothing has arrived yet.";

    private readonly ManualTimeProvider _clock = new();
    private readonly FakeTerminal _terminal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(false, true, true, false)]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, false, false)]
    [Trait("Invariant", "12")]
    public void Nothing_reads_standard_input_unless_it_is_a_terminal_and_the_caller_allows_it(bool input, bool error, bool allowed, bool expected)
    {
        _terminal.CanReadKeys = input;
        _terminal.CanRewriteLine = error;

        Assert.Equal(expected, new ConsoleSignInPresenter(_terminal, _clock) { AllowPrompt = allowed }.CanReadPaste);
    }

    [Fact]
    [Trait("Invariant", "12")]
    public async Task Nothing_reads_standard_input_even_when_asked_to_where_a_paste_cannot_be_read()
    {
        _terminal.CanReadKeys = false;
        await using ISignInConversation conversation = await BeginAsync();

        Assert.Null(await conversation.ReadPasteAsync(Token));
        Assert.Equal(0, _terminal.InputsOpened);
    }

    [Fact]
    public async Task A_terminal_counts_down_on_one_line()
    {
        await using ISignInConversation conversation = await BeginAsync();
        Assert.Equal("Waiting for callback: 5:00 left", _terminal.LastLine);

        _clock.Advance(TimeSpan.FromSeconds(28));

        Assert.Equal("Waiting for callback: 4:32 left", _terminal.LastLine);
        Assert.Single(_terminal.Screen.Split('\n'), line => line.Contains("left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_terminal_there_are_plain_lines_only()
    {
        _terminal.CanRewriteLine = false;
        ISignInConversation conversation = await BeginAsync();
        _clock.Advance(TimeSpan.FromSeconds(130));
        conversation.Notify(new SignInNotice(SignInNoticeKind.Succeeded, "Login successful!"));
        await conversation.DisposeAsync();

        Assert.EndsWith("\nWaiting up to 5:00.\nStill waiting: 4:00 left.\nStill waiting: 3:00 left.\nLogin successful!\n", _terminal.Written, StringComparison.Ordinal);
        Assert.DoesNotContain(_terminal.Written, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_wait_that_is_no_whole_number_of_minutes_is_said_as_it_is()
    {
        _terminal.CanRewriteLine = false;
        await using ISignInConversation conversation = await BeginAsync(minutes: 1.5);
        _clock.Advance(TimeSpan.FromSeconds(89));

        Assert.EndsWith("\nWaiting up to 1:30.\nStill waiting: 1:00 left.\n", _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paste_is_returned_and_no_code_stays_on_the_screen()
    {
        await using ISignInConversation conversation = await BeginAsync();
        Task<string?> reading = conversation.ReadPasteAsync(Token).AsTask();
        Assert.Equal("Waiting, 5:00 left. Callback URL:", _terminal.LastLine);

        _terminal.Type(Callback + "\n");

        Assert.Equal(Callback, await reading);
        Assert.DoesNotContain("SECRET", _terminal.Written, StringComparison.Ordinal);
        Assert.Equal("Waiting for callback: 5:00 left", _terminal.LastLine);
    }

    [Fact]
    public async Task What_was_typed_stays_while_the_clock_and_notices_go_on()
    {
        await using ISignInConversation conversation = await BeginAsync();
        Task<string?> reading = conversation.ReadPasteAsync(Token).AsTask();
        _terminal.Type("http://127");
        await UntilAsync(() => _terminal.LastLine.EndsWith("http://127", StringComparison.Ordinal));

        conversation.Notify(new SignInNotice(SignInNoticeKind.BrowserNotOpened, "Could not open a browser; use the URL above."));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.EndsWith(
            "\nCould not open a browser; use the URL above.\n\nWaiting, 4:59 left. Callback URL: http://127",
            _terminal.Screen,
            StringComparison.Ordinal);
        _terminal.Type("\u007f.0\n");
        Assert.Equal("http://12.0", await reading);
    }

    [Fact]
    public async Task A_refused_paste_is_explained_and_asked_for_again()
    {
        await using ISignInConversation conversation = await BeginAsync();
        _terminal.Type("wrong\n");
        Assert.Equal("wrong", await conversation.ReadPasteAsync(Token));
        conversation.Notify(new SignInNotice(SignInNoticeKind.PasteRefused, "This address is from an earlier attempt."));

        Task<string?> again = conversation.ReadPasteAsync(Token).AsTask();

        Assert.EndsWith("\nThis address is from an earlier attempt.\n\nWaiting, 5:00 left. Callback URL:", _terminal.Screen, StringComparison.Ordinal);
        _terminal.Type(Callback + "\r");
        Assert.Equal(Callback, await again);
        Assert.Equal(1, _terminal.InputsOpened);
    }

    [Fact]
    public async Task Two_answers_that_come_at_once_are_both_heard()
    {
        await using ISignInConversation conversation = await BeginAsync();
        _terminal.Type("\u001b[200~one\u001b[201~\n\u001b[200~two\u001b[201~\n");

        Assert.Equal("one", await conversation.ReadPasteAsync(Token));
        Assert.Equal("two", await conversation.ReadPasteAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Invariant", "12")]
    public async Task Nothing_keeps_reading_after_the_prompt_is_closed(bool byKey)
    {
        await using ISignInConversation conversation = await BeginAsync();
        if (byKey)
        {
            _terminal.Type("\u0004");
        }
        else
        {
            _terminal.HangUp();
        }

        Assert.Null(await conversation.ReadPasteAsync(Token));
        Assert.Equal(0, _terminal.OpenInputs);
        Assert.Equal("Waiting for callback: 5:00 left", _terminal.LastLine);
    }

    [Fact]
    [Trait("Invariant", "12")]
    public async Task Nothing_keeps_reading_after_a_cancelled_read_and_a_later_one_starts_clean()
    {
        await using ISignInConversation conversation = await BeginAsync();
        using CancellationTokenSource cancellation = new();
        Task<string?> reading = conversation.ReadPasteAsync(cancellation.Token).AsTask();
        _terminal.Type("\u001b[200~half");
        await UntilAsync(() => _terminal.LastLine.Contains("characters", StringComparison.Ordinal));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, _terminal.OpenInputs);
        _terminal.Type("next\n");
        Assert.Equal("next", await conversation.ReadPasteAsync(Token));
    }

    [Fact]
    [Trait("Invariant", "12")]
    public async Task Nothing_is_left_after_dispose_in_the_middle_of_a_read()
    {
        ISignInConversation conversation = await BeginAsync();
        Task<string?> reading = conversation.ReadPasteAsync(Token).AsTask();

        await conversation.DisposeAsync();
        await conversation.DisposeAsync();

        Assert.Null(await reading);
        Assert.Null(await conversation.ReadPasteAsync(Token));
        Assert.Equal(0, _terminal.OpenInputs);
        Assert.Equal(0, _clock.ActiveTimerCount);
        Assert.Empty(_terminal.LastLine);
        string written = _terminal.Written;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(written, _terminal.Written);
    }

    [Fact]
    public async Task Success_ends_the_countdown_and_says_that_the_forward_may_go()
    {
        ISignInConversation conversation = await BeginAsync(Prompts.SshEnvironment(), SignInHint.SshForward);
        conversation.Notify(new SignInNotice(SignInNoticeKind.ResponseReceived, "Got the authorization code from the paste, completing sign-in."));
        Assert.Empty(_terminal.LastLine);
        conversation.Notify(new SignInNotice(SignInNoticeKind.Succeeded, "Login successful! Signed in as alice."));
        await conversation.DisposeAsync();

        Assert.EndsWith(
            "\nGot the authorization code from the paste, completing sign-in.\nLogin successful! Signed in as alice.\n"
            + "If you started the ssh command on your own computer, end it now with Ctrl+C.\n",
            _terminal.Screen,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_success_under_sudo_it_is_said_whose_the_tokens_are()
    {
        await using ISignInConversation conversation = await BeginAsync(
            Prompts.SshEnvironment() with { UserName = "root", InvokingUser = "alice" }, SignInHint.SshForward);
        conversation.Notify(new SignInNotice(SignInNoticeKind.Succeeded, "Login successful!"));

        Assert.EndsWith("\nThe tokens are in the home of root, not in that of alice.\n", _terminal.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_remote_host_a_minute_of_silence_brings_help_once(bool isTerminal)
    {
        _terminal.CanRewriteLine = isTerminal;
        await using ISignInConversation conversation = await BeginAsync(Prompts.SshEnvironment(), SignInHint.SshForward);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.DoesNotContain(Silence, _terminal.Screen, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(Silence + " Page cannot connect? Your own computer must run this:\nssh -N -L 56121:127.0.0.1:56121 alice@10.0.0.9\n", _terminal.Screen, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(2, _terminal.Screen.Split(Silence).Length);
    }

    [Fact]
    public async Task Help_offers_the_paste_only_while_the_prompt_is_open()
    {
        await using ISignInConversation conversation = await BeginAsync(Prompts.SshEnvironment(), SignInHint.SshForward);
        Task<string?> reading = conversation.ReadPasteAsync(Token).AsTask();
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.EndsWith("\nOr copy the address of the page that failed to load, and paste it now.\n\nWaiting, 4:00 left. Callback URL:", _terminal.Screen, StringComparison.Ordinal);
        _terminal.Type("x\n");
        Assert.Equal("x", await reading);
    }

    [Fact]
    public async Task There_is_no_help_where_nothing_is_remote_nor_once_the_answer_is_there()
    {
        await using ISignInConversation local = await BeginAsync();
        await using ISignInConversation remote = await BeginAsync(Prompts.SshEnvironment(), SignInHint.SshForward);
        _clock.Advance(TimeSpan.FromSeconds(50));
        remote.Notify(new SignInNotice(SignInNoticeKind.ResponseReceived, "Got the answer from the browser."));
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.DoesNotContain(Silence, _terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_paste_breaks_the_silence_and_the_background_defers_the_help()
    {
        await using ISignInConversation conversation = await BeginAsync(Prompts.SshEnvironment(), SignInHint.SshForward);
        _clock.Advance(TimeSpan.FromSeconds(40));
        conversation.Notify(new SignInNotice(SignInNoticeKind.PasteRefused, "Nothing was pasted."));
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.DoesNotContain(Silence, _terminal.Screen, StringComparison.Ordinal);

        _terminal.IsForeground = false;
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.DoesNotContain(Silence, _terminal.Screen, StringComparison.Ordinal);

        _terminal.IsForeground = true;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(Silence, _terminal.Screen, StringComparison.Ordinal);
    }

    public static TheoryData<SignInNoticeKind> Kinds => [.. Enum.GetValues<SignInNoticeKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Invariant", "7")]
    public async Task Nothing_a_notice_says_reaches_the_terminal_raw(SignInNoticeKind kind)
    {
        await using ISignInConversation conversation = await BeginAsync();
        conversation.Notify(new SignInNotice(kind, "The server said: a\u001b[2Jb\u001b]52;c;ZQ==\ac\u202ed\ne\u009b1m."));

        Assert.Contains("The server said: abcd e.", _terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain(_terminal.Written, c => (char.IsControl(c) && c is not ('\n' or '\r')) || c == '\u202e');
    }

    [Fact]
    public async Task In_the_background_nothing_is_written_over_and_settings_come_back_in_the_foreground()
    {
        await using ISignInConversation conversation = await BeginAsync();
        Task<string?> reading = conversation.ReadPasteAsync(Token).AsTask();
        _terminal.IsForeground = false;
        string written = _terminal.Written;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(written, _terminal.Written);

        _terminal.IsForeground = true;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Waiting, 4:54 left. Callback URL:", _terminal.LastLine);
        Assert.Equal(6, _terminal.Refreshes);
        _terminal.Type("x\n");
        Assert.Equal("x", await reading);
    }

    [Fact]
    public async Task A_terminal_that_goes_away_does_not_end_the_sign_in()
    {
        FakeTerminal gone = new() { BrokenError = new BrokenWriter() };
        ConsoleSignInPresenter presenter = new(gone, _clock);

        ISignInConversation conversation = await presenter.BeginAsync(Prompt(), Token);
        _clock.Advance(TimeSpan.FromSeconds(3));
        conversation.Notify(new SignInNotice(SignInNoticeKind.Succeeded, "Login successful!"));
        await conversation.DisposeAsync();

        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    private SignInPrompt Prompt(HostEnvironment? environment = null, SignInHint hint = SignInHint.None, double minutes = 5) => Prompts.Prompt(
        environment ?? Prompts.Environment("desktop-linux", LoopbackReachability.Direct),
        hint,
        deadline: _clock.GetUtcNow().AddMinutes(minutes));

    private ValueTask<ISignInConversation> BeginAsync(HostEnvironment? environment = null, SignInHint hint = SignInHint.None, double minutes = 5) =>
        new ConsoleSignInPresenter(_terminal, _clock).BeginAsync(Prompt(environment, hint, minutes), Token);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class BrokenWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("The terminal is gone.");

        public override void Write(string? value) => throw new IOException("The terminal is gone.");
    }
}
