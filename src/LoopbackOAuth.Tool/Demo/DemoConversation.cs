using System.Threading.Channels;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tool.Demo;

/// <summary>The demo's side of one sign-in.</summary>
internal sealed class DemoConversation(ChannelReader<string> pastes, Action<string> say) : ISignInConversation
{
    public async ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken) => await pastes.ReadAsync(cancellationToken);

    public void Notify(SignInNotice notice) =>
        say(notice.Kind is SignInNoticeKind.PasteRefused ? $"A paste was refused: {notice.Text}" : notice.Text);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
