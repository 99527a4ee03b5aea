namespace LoopbackOAuth.Interaction;

/// <summary>The talk with the user about one sign-in. Disposing it stops every display and every read, and leaves the terminal as it was.</summary>
public interface ISignInConversation : IAsyncDisposable
{
    /// <summary>Waits for the user to paste something. Called again after each refused paste.</summary>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>, at once: a sign-in that is over waits for it a few seconds at most.</param>
    /// <returns>What was submitted, as it came; <see langword="null"/> when the user closed the prompt (Ctrl+D), after which it is not called again.</returns>
    ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken);

    /// <summary>Tells the user what happened. It must return soon: the sign-in goes on only then.</summary>
    /// <param name="notice">What happened. Its texts may hold untrusted words and are sanitized by whoever shows them.</param>
    void Notify(SignInNotice notice);
}
