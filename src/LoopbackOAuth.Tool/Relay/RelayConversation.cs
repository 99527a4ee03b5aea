using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>Tells what happens while the answer is waited for. The paste is made on the other machine.</summary>
internal sealed class RelayConversation(Action<string> say) : ISignInConversation
{
    public ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public void Notify(SignInNotice notice)
    {
        if (notice.Kind is SignInNoticeKind.BrowserOpened or SignInNoticeKind.BrowserNotOpened or SignInNoticeKind.ManyRefused)
        {
            say(notice.Text);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
