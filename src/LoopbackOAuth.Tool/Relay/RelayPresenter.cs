using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>Shows the URL and where its answer is waited for, on standard error.</summary>
internal sealed class RelayPresenter(Action<string> say) : ISignInPresenter
{
    public bool CanReadPaste => false;

    public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken)
    {
        say("Open this URL on this computer to sign in:");
        say(prompt.AuthorizationUri.AbsoluteUri);
        say("");
        say($"Waiting for callback on {prompt.RedirectUri.OriginalString}");
        if (prompt.Plan.Hint is SignInHint.SshForward or SignInHint.WorkspaceForward or SignInHint.PasteOnly)
        {
            say("This looks like a remote host. If your browser runs on another computer, press Ctrl+C and run relay there.");
        }

        return ValueTask.FromResult<ISignInConversation>(new RelayConversation(say));
    }
}
