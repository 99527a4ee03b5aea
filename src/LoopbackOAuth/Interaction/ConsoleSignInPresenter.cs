namespace LoopbackOAuth.Interaction;
/// <summary>stub</summary>
public sealed class ConsoleSignInPresenter : ISignInPresenter
{
    /// <summary>stub</summary>
    public ConsoleSignInPresenter(bool allowPrompt = true, TimeProvider? timeProvider = null) => CanReadPaste = false && allowPrompt && timeProvider is null;
    /// <inheritdoc/>
    public bool CanReadPaste { get; }
    /// <inheritdoc/>
    public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken) => throw new NotSupportedException();
}
