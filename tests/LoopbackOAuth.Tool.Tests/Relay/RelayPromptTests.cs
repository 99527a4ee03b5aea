using LoopbackOAuth.Tests.Interaction;
using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

public sealed class RelayPromptTests : IAsyncDisposable
{
    private const string PasteBegins = "\u001b[200~";
    private const string PasteEnds = "\u001b[201~";

    private readonly FakeTerminal _terminal = new();
    private readonly SilenceClock _clock = new();
    private readonly RelayPrompt _prompt;

    public RelayPromptTests() => _prompt = new RelayPrompt(_terminal, _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://as.example/\n")]
    [InlineData(PasteBegins + "https://as.example/" + PasteEnds, "\n")]
    [InlineData(PasteBegins + "https://", "as.example/" + PasteEnds, "\n")]
    public async Task What_was_pasted_or_typed_is_the_url(params string[] bursts) => Assert.Equal("https://as.example/", await AskAsync(bursts));

    [Theory]
    [InlineData(PasteBegins + "https://as.example/\ntouch here\n" + PasteEnds, "\n")]
    [InlineData("https://as.example/\ntouch here\n")]
    public async Task What_follows_the_url_in_its_paste_belongs_to_it_and_does_not_stay_for_the_shell(params string[] bursts) =>
        Assert.Equal("https://as.example/\ntouch here", (await AskAsync(bursts)).TrimEnd());

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_as_such_and_not_cut()
    {
        var text = await AskAsync(new string('a', RelayRequestReader.MaxLength), "aa\n");

        Assert.Equal(RelayRefusal.TooLarge, RelayRequestReader.Read(text, out _));
    }

    [Fact]
    public async Task The_keys_are_held_from_the_first_question_to_the_end()
    {
        await AskAsync("https://as.example/\n");
        Assert.Equal(1, _terminal.OpenInputs);
        await AnswerAsync("yes\n");
        Assert.Equal((1, 1), (_terminal.OpenInputs, _terminal.InputsOpened));

        await _prompt.DisposeAsync();

        Assert.Equal(0, _terminal.OpenInputs);
    }

    [Theory]
    [InlineData(true, "yes\n")]
    [InlineData(true, "y", "e", "s", "\r")]
    [InlineData(true, "YES\r\n")]
    [InlineData(true, "yep", "\u007f", "s", "\n")]
    [InlineData(false, "y\n")]
    [InlineData(false, "\n")]
    [InlineData(false, "no\n")]
    [InlineData(false, "yessir\n")]
    [InlineData(false, "yes\u00ff\n")]
    [InlineData(false, "yes", "\u0004")]
    public async Task Nothing_is_a_yes_but_the_whole_word(bool isYes, params string[] bursts) => Assert.Equal(isYes, await AnswerAsync(bursts));

    [Fact]
    public async Task A_terminal_that_is_gone_says_no()
    {
        var asked = _prompt.ConfirmAsync(Token);
        _terminal.HangUp();

        // What is read next is nothing, too.
        _terminal.HangUp();
        _terminal.HangUp();

        Assert.False(await asked);
    }

    [Fact]
    public async Task Pieces_of_a_paste_that_come_after_the_question_do_not_answer_it_until_there_was_a_silence()
    {
        await AskAsync("https://as.example/\n");
        var asked = _prompt.ConfirmAsync(Token);
        await _clock.NextAsync();
        foreach (var piece in (string[])["y\n", "yes\n", "touch here\n"])
        {
            _terminal.Type(piece);

            // The silence begins anew with each of them.
            await _clock.NextAsync();
        }

        Assert.False(asked.IsCompleted);
        Assert.DoesNotContain("Type yes", _terminal.Screen, StringComparison.Ordinal);
        await StopAsync(asked);
    }

    [Theory]
    [InlineData(PasteBegins + "yes\n" + PasteEnds)]
    [InlineData(PasteBegins, "yes\n")]
    [InlineData(PasteBegins + "yes" + PasteEnds + "\n")]
    [InlineData("yes\nyes\n")]
    [InlineData("something that was in the way\u0015yes\n")]
    [InlineData("\u0015yes\n")]
    public async Task A_paste_after_the_silence_does_not_answer_either_and_the_question_stays(params string[] bursts)
    {
        var asked = _prompt.ConfirmAsync(Token);
        (await _clock.NextAsync()).End();
        foreach (var burst in bursts)
        {
            _terminal.Type(burst);
            (await _clock.NextAsync()).End();
        }

        _terminal.Type(bursts is [PasteBegins, ..] ? PasteEnds : "yes\n");
        if (bursts is [PasteBegins, ..])
        {
            (await _clock.NextAsync()).End();
            _terminal.Type("yes\n");
        }

        Assert.True(await asked);
    }

    [Fact]
    public async Task A_paste_that_began_with_the_url_and_is_still_open_does_not_answer()
    {
        await AskAsync($"https://as.example/\n{PasteBegins}more");
        var asked = _prompt.ConfirmAsync(Token);
        (await _clock.NextAsync()).End();

        _terminal.Type("yes\n");
        (await _clock.NextAsync()).End();

        Assert.False(asked.IsCompleted);
        await StopAsync(asked);
    }

    [Fact]
    public async Task After_a_no_what_still_comes_is_thrown_away_until_there_was_a_silence()
    {
        var asked = _prompt.ConfirmAsync(Token);
        (await _clock.NextAsync()).End();
        _terminal.Type("n\n");
        await _clock.NextAsync();
        _terminal.Type("touch here\n");
        var silence = await _clock.NextAsync();

        Assert.False(asked.IsCompleted);
        silence.End();
        Assert.False(await asked);
    }

    [Fact]
    public async Task Ctrl_C_ends_every_wait()
    {
        using CancellationTokenSource interrupt = new();
        var asked = _prompt.ConfirmAsync(interrupt.Token);
        await _clock.NextAsync();

        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Control_characters_of_a_paste_do_not_reach_the_screen()
    {
        await AskAsync("https://as\u0007\u009b2J\u202e.example/ \u001b]0;x\u0007 and more\n");

        Assert.DoesNotContain(_terminal.Written, character => char.IsControl(character) && character is not ('\r' or '\n'));
        Assert.DoesNotContain('\u202e', _terminal.Written);
    }

    public ValueTask DisposeAsync() => _prompt.DisposeAsync();

    private Task<string> AskAsync(params string[] bursts)
    {
        Array.ForEach(bursts, _terminal.Type);
        return _prompt.AskForUrlAsync(Token);
    }

    private async Task<bool> AnswerAsync(params string[] bursts)
    {
        var asked = _prompt.ConfirmAsync(Token);
        (await _clock.NextAsync()).End();
        Array.ForEach(bursts, _terminal.Type);

        // After a no, once more.
        var silence = _clock.NextAsync();
        if (await Task.WhenAny(asked, silence) == silence)
        {
            (await silence).End();
        }

        return await asked;
    }

    private async Task StopAsync(Task asked)
    {
        _terminal.HangUp();
        _terminal.HangUp();
        _terminal.HangUp();
        await asked;
    }
}
