namespace LoopbackOAuth.Interaction;

/// <summary>
/// Talks with the user on standard error, so that standard output stays clean for what the program itself has to say.
/// On a terminal one line counts the time down and takes a paste; elsewhere there are plain lines only.
/// </summary>
/// <remarks>
/// Standard input is read only while a paste is asked for, only when standard input and standard error are both terminals, and only
/// when <see cref="AllowPrompt"/> is set. A pipe is never read. Ctrl+C stays a signal.
/// </remarks>
public sealed class ConsoleSignInPresenter : ISignInPresenter
{
    private readonly ITerminal _terminal;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a presenter on the console of this process.</summary>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    public ConsoleSignInPresenter(TimeProvider? timeProvider = null)
        : this(new ConsoleTerminal(timeProvider ?? TimeProvider.System), timeProvider ?? TimeProvider.System)
    {
    }

    internal ConsoleSignInPresenter(ITerminal terminal, TimeProvider timeProvider)
    {
        _terminal = terminal;
        _timeProvider = timeProvider;
    }

    /// <summary>Whether the user may be asked for a paste. Default: <see langword="true"/>. Set it to <see langword="false"/> where standard input belongs to somebody else.</summary>
    public bool AllowPrompt { get; init; } = true;

    /// <summary>Whether the user can be asked for a paste: it is allowed, standard input and standard error are terminals, and single keys can be read from the first.</summary>
    public bool CanReadPaste => AllowPrompt && _terminal.CanRewriteLine && _terminal.CanReadKeys;

    /// <inheritdoc/>
    public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<ISignInConversation>(new ConsoleConversation(prompt, _terminal, _timeProvider, CanReadPaste));
    }
}
