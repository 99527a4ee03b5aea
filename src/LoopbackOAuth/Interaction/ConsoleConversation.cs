using System.Security.Cryptography;

namespace LoopbackOAuth.Interaction;

/// <summary>One sign-in on the console: prints what the user needs, counts down, takes pastes, and leaves the terminal as it was.</summary>
internal sealed class ConsoleConversation : ISignInConversation
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    // Long enough to sign in undisturbed, short enough to come before somebody gives up.
    private static readonly TimeSpan s_longSilence = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _disposing = new();
    private readonly SignInPrompt _prompt;
    private readonly ITerminal _terminal;
    private readonly TimeProvider _timeProvider;
    private readonly bool _canReadPaste;

    // Also guards everything below, and the display itself: the timer, the reader and notices come on different threads.
    private readonly StatusDisplay _display;
    private readonly ITimer _timer;
    private PasteLineEditor _editor = new();
    private ITerminalInput? _input;
    private Task _reading = Task.CompletedTask;
    private bool _isPrompting;
    private bool _isWaiting = true;
    private bool _isDisposed;
    private bool _hasHelped;
    private long _lastSign;

    public ConsoleConversation(SignInPrompt prompt, ITerminal terminal, TimeProvider timeProvider, bool canReadPaste)
    {
        _prompt = prompt;
        _terminal = terminal;
        _timeProvider = timeProvider;
        _canReadPaste = canReadPaste;
        _display = new StatusDisplay(terminal);
        _display.Print(SignInText.Compose(prompt));
        Show();
        _lastSign = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static self => ((ConsoleConversation)self!).Tick(), this, s_tick, s_tick);
    }

    /// <inheritdoc/>
    public async ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken)
    {
        if (!_canReadPaste)
        {
            return null;
        }

        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_display)
        {
            if (_isDisposed)
            {
                return null;
            }

            _reading = reading.Task;
        }

        bool isDone = false;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            string? submission = await ReadSubmissionAsync(either.Token).ConfigureAwait(false);
            isDone = submission is not null;
            return submission;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (IOException)
        {
            // The terminal went away between the question whether it is one and now.
            return null;
        }
        finally
        {
            // After a submission the terminal stays as it is for the next try: its verdict comes at once.
            if (!isDone)
            {
                await StopReadingAsync().ConfigureAwait(false);
            }

            reading.SetResult();
        }
    }

    /// <inheritdoc/>
    public void Notify(SignInNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        List<string> lines = [NoticeText.Of(notice)];
        if (notice.Kind is SignInNoticeKind.Succeeded)
        {
            lines.AddRange(NoticeText.AfterSuccess(_prompt));
        }

        lock (_display)
        {
            _lastSign = _timeProvider.GetTimestamp();
            _isWaiting &= notice.Kind is not (SignInNoticeKind.ResponseReceived or SignInNoticeKind.Succeeded);
            _display.Print(lines);
            Show();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task reading;
        lock (_display)
        {
            if (_isDisposed)
            {
                return;
            }

            _isWaiting = false;
            _isDisposed = true;
            reading = _reading;
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _disposing.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        await StopReadingAsync().ConfigureAwait(false);
        _display.Erase();
        _disposing.Dispose();
    }

    private async ValueTask<string?> ReadSubmissionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ITerminalInput input;
        lock (_display)
        {
            input = _input ??= _terminal.OpenInput();
            _isPrompting = true;
            Show();
        }

        while (true)
        {
            lock (_display)
            {
                if (_editor.TryTake(out string? submission))
                {
                    _isPrompting = false;
                    Show();
                    return submission;
                }
            }

            byte[] burst = await input.ReadBurstAsync(cancellationToken).ConfigureAwait(false);
            if (burst.Length == 0)
            {
                return null;
            }

            lock (_display)
            {
                _editor.Feed(burst);
                _editor.EndBurst();
                CryptographicOperations.ZeroMemory(burst);
                Show();
            }
        }
    }

    private async ValueTask StopReadingAsync()
    {
        ITerminalInput? input;
        lock (_display)
        {
            input = _input;
            _input = null;
            _isPrompting = false;
            _editor.Clear();
            _editor = new PasteLineEditor();
            Show();
        }

        if (input is not null)
        {
            await input.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Tick()
    {
        lock (_display)
        {
            if (!_isDisposed)
            {
                _input?.Refresh();
                HelpAfterSilence();
                Show();
            }
        }
    }

    private void HelpAfterSilence()
    {
        if (!_hasHelped && _isWaiting && _terminal.IsForeground && _timeProvider.GetElapsedTime(_lastSign) >= s_longSilence)
        {
            _hasHelped = true;
            _display.Print(SilenceText.Compose(_prompt, _isPrompting));
        }
    }

    private void Show()
    {
        if (_isWaiting)
        {
            _display.Show(_prompt.Deadline - _timeProvider.GetUtcNow(), _isPrompting, _editor.Text, _editor.Length);
        }
        else
        {
            _display.Erase();
        }
    }
}
