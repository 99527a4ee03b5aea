using System.Threading.Channels;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tool.Demo;

/// <summary>Tells the demo's audience what a user would be told, step by step, and submits pastes in the user's place.</summary>
internal sealed class DemoPresenter(TextWriter output) : ISignInPresenter
{
    private readonly Channel<string> _pastes = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<SignInPrompt> _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CanReadPaste { get; init; }

    /// <summary>Whether the whole text is shown as a user sees it, rather than told in a sentence.</summary>
    public bool Verbatim { get; init; }

    public Task<SignInPrompt> Shown => _shown.Task;

    public void Paste(string text) => _pastes.Writer.TryWrite(text);

    public ValueTask<ISignInConversation> BeginAsync(SignInPrompt prompt, CancellationToken cancellationToken)
    {
        if (Verbatim)
        {
            foreach (string line in SignInText.Compose(prompt))
            {
                Say(line.Length == 0 ? "" : $"| {line}");
            }
        }
        else
        {
            Say(prompt.Plan.Listens
                ? $"The listener holds {prompt.RedirectUri.OriginalString}; only now does a redirect URI exist."
                : $"Nothing listens; the redirect URI is {prompt.RedirectUri.OriginalString} all the same.");
            Say("The authorization URL carries a fresh state, nonce and S256 code challenge.");
        }

        _shown.TrySetResult(prompt);
        return ValueTask.FromResult<ISignInConversation>(new DemoConversation(_pastes.Reader, Say));
    }

    private void Say(string line) => output.WriteLine(line.Length == 0 ? "" : $"   {line}");
}
