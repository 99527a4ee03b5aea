using System.Threading.Channels;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Testing;

/// <summary>A presenter without a terminal: it remembers what it was to show, and reads the pastes that a test feeds it.</summary>
/// <remarks>A paste may be fed before it is asked for. The type is safe to use from many threads.</remarks>
public sealed class RecordingPresenter : ISignInPresenter
{
    private readonly Gate _gate = new();
    private readonly List<SignInPrompt> _prompts = [];
    private readonly List<SignInNotice> _notices = [];
    private readonly List<(SignInNoticeKind Kind, TaskCompletionSource<SignInNotice> Seen)> _watchers = [];
    private readonly Channel<string?> _pastes = Channel.CreateUnbounded<string?>();
    private readonly TaskCompletionSource<SignInPrompt> _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private int _reads;

    /// <summary>Whether the user can be asked for a paste.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool CanReadPaste { get; set; } = true;

    /// <summary>Ends when the first prompt is shown, with that prompt.</summary>
    public Task<SignInPrompt> Shown => _shown.Task;

    /// <summary>Every prompt so far, in order.</summary>
    public IReadOnlyList<SignInPrompt> Prompts
    {
        get
        {
            lock (_gate)
            {
                return [.. _prompts];
            }
        }
    }

    /// <summary>Every notice so far, in order.</summary>
    public IReadOnlyList<SignInNotice> Notices
    {
        get
        {
            lock (_gate)
            {
                return [.. _notices];
            }
        }
    }

    /// <summary>How many conversations were begun and not disposed. It is zero after every sign-in has ended.</summary>
    public int OpenConversationCount => Volatile.Read(ref _open);

    /// <summary>How many reads of a paste are under way. It is zero after every sign-in has ended.</summary>
    public int PendingReadCount => Volatile.Read(ref _reads);

    /// <summary>Submits a line at the prompt.</summary>
    /// <param name="text">The text, as a terminal would hand it over.</param>
    public void Paste(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _pastes.Writer.TryWrite(text);
    }

    /// <summary>Closes the prompt, as Ctrl+D does.</summary>
    public void ClosePaste() => _pastes.Writer.TryWrite(null);

    /// <summary>Waits for a notice of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first notice of that kind, which may have come before.</returns>
    public Task<SignInNotice> WaitForNoticeAsync(SignInNoticeKind kind, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_notices.Find(notice => notice.Kind == kind) is { } earlier)
            {
                return Task.FromResult(earlier);
            }

            var seen = new TaskCompletionSource<SignInNotice>(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((kind, seen));
            return seen.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ISignInConversation>(cancellationToken);
        }

        lock (_gate)
        {
            _prompts.Add(prompt);
        }

        Interlocked.Increment(ref _open);
        _shown.TrySetResult(prompt);
        return ValueTask.FromResult<ISignInConversation>(new RecordingConversation(this));
    }

    internal async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        try
        {
            return await _pastes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _reads);
        }
    }

    internal void Record(SignInNotice notice)
    {
        lock (_gate)
        {
            _notices.Add(notice);
            foreach (var (_, seen) in _watchers.Where(watcher => watcher.Kind == notice.Kind))
            {
                seen.TrySetResult(notice);
            }

            _watchers.RemoveAll(watcher => watcher.Kind == notice.Kind);
        }
    }

    internal void End() => Interlocked.Decrement(ref _open);
}
