namespace LoopbackOAuth.Interaction;

/// <summary>Talks with the user during a sign-in. One of the five parts a user may replace; the default one talks on standard error.</summary>
public interface ISignInPresenter
{
    /// <summary>
    /// Whether the user can be asked for a paste. It is decided before the plan is made; when <see langword="false"/>,
    /// <see cref="ISignInConversation.ReadPasteAsync"/> is never called.
    /// </summary>
    bool CanReadPaste { get; }

    /// <summary>Shows what the user needs: the URL first, then where the answer is waited for, then the hint.</summary>
    /// <param name="prompt">What to show.</param>
    /// <param name="cancellationToken">Ends the sign-in.</param>
    /// <returns>The conversation, disposed at every ending.</returns>
    ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken);
}
