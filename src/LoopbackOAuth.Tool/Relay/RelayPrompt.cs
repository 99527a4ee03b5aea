using System.Globalization;
using System.Text;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>
/// Asks on the terminal as a sign-in does: a paste is taken whole, and what is left of one never reaches the shell. From the
/// first question on the keys are held until this is disposed.
/// </summary>
internal sealed class RelayPrompt(ITerminal terminal, TimeProvider timeProvider) : IAsyncDisposable
{
    /// <summary>How long nothing must come before an answer counts: longer than the pauses within a paste.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    private const string UrlPrompt = "Authorization URL: ";
    private const string Question = "Go on? ";
    private const string AnswerPrompt = $"{Question}Type yes: ";
    private const int LongestStart = 24;

    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly TypedAnswer _answer = new();
    private ITerminalInput? _input;
    private ITimer? _timer;
    private string _line = "";

    /// <summary>Whether somebody can be asked.</summary>
    public bool CanAsk => _input is not null || (!Console.IsErrorRedirected && terminal.CanReadKeys);

    /// <summary>Asks for the URL. One that was copied in several lines is read to the last of them.</summary>
    /// <returns>What was submitted; empty when there is nothing or the terminal is gone.</returns>
    public async Task<string> AskForUrlAsync(CancellationToken cancellationToken)
    {
        Begin(UrlPrompt);
        PasteLineEditor editor = new();
        string? submission = null;
        while (!editor.TryTake(out submission) && await ReadAsync(cancellationToken) is { } burst)
        {
            _answer.Feed(burst);
            editor.Feed(burst);
            editor.EndBurst();
            Show(UrlPrompt + Brief(editor));
        }

        EndLine();
        _answer.Clear();
        return submission ?? "";
    }

    /// <summary>Asks whether to go on, and takes nothing for a yes but the word itself, typed after the question and after a silence.</summary>
    public async Task<bool> ConfirmAsync(CancellationToken cancellationToken)
    {
        Begin(Question);
        TypedAnswer.Result result = TypedAnswer.Result.Pasted;
        while (result is not TypedAnswer.Result.Given)
        {
            if (result is TypedAnswer.Result.Pasted)
            {
                // It must not answer for the user, whether it was meant for the question before or for this one.
                await SettleAsync(cancellationToken);
            }

            Show(AnswerPrompt + _answer.Text);
            if (await ReadAsync(cancellationToken) is not { } burst)
            {
                _answer.Clear();
                break;
            }

            result = _answer.Feed(burst);
        }

        EndLine();
        bool isYes = _answer.IsYes;
        if (!isYes)
        {
            await SettleAsync(cancellationToken);
        }

        return isYes;
    }

    /// <summary>Throws away what comes until nothing has come for a while.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (_input is not null)
        {
            using CancellationTokenSource silence = new(Silence, timeProvider);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
            try
            {
                if (await ReadAsync(either.Token) is not { } burst)
                {
                    break;
                }

                _answer.Feed(burst);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        _answer.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        if (_input is not null)
        {
            await _input.DisposeAsync();
        }
    }

    // The words come first: see RawMode.
    private void Begin(string prompt)
    {
        Write(prompt);
        _line = prompt;
        try
        {
            _input ??= terminal.OpenInput();
        }
        catch (IOException)
        {
            // The terminal went away between the question whether it is one and now.
            return;
        }

        _timer ??= timeProvider.CreateTimer(static input => ((ITerminalInput)input!).Refresh(), _input, s_tick, s_tick);
    }

    private async Task<byte[]?> ReadAsync(CancellationToken cancellationToken) =>
        _input is not null && await _input.ReadBurstAsync(cancellationToken) is { Length: > 0 } burst ? burst : null;

    private void Show(string line)
    {
        string shown = line[..Math.Min(line.Length, Math.Max(terminal.Width - 1, 0))];
        if (terminal.CanRewriteLine)
        {
            Write($"\r{shown.PadRight(_line.Length)}\r{shown}");
        }
        else if (line.StartsWith(_line, StringComparison.Ordinal))
        {
            Write(line[_line.Length..]);
            shown = line;
        }

        _line = shown;
    }

    private void EndLine()
    {
        Write(Environment.NewLine);
        _line = "";
    }

    private void Write(string text)
    {
        try
        {
            terminal.Error.Write(text);
            terminal.Error.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The terminal is gone: so are its keys.
        }
    }

    private static string Brief(PasteLineEditor editor)
    {
        int end = editor.Text.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        string start = Encoding.ASCII.GetString(editor.Text[..Math.Min(end < 0 ? editor.Text.Length : end, LongestStart)]);
        return start.Length == editor.Length ? start : string.Create(CultureInfo.InvariantCulture, $"{start}... ({editor.Length} characters)");
    }
}
