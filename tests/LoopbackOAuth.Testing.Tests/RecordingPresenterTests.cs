using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class RecordingPresenterTests
{
    private static readonly SignInPrompt Prompt = new()
    {
        ProviderName = "Example",
        AuthorizationUri = new Uri("https://auth.example.test/authorize"),
        RedirectUri = new Uri("http://127.0.0.1:5000/callback"),
        Plan = new SignInPlan { Channels = [SignInChannel.Loopback, SignInChannel.Paste], OpenBrowser = false, Hint = SignInHint.None },
        Environment = EnvironmentPresets.Headless,
        Deadline = DateTimeOffset.UnixEpoch,
    };

    private readonly RecordingPresenter _presenter = new();

    [Fact]
    public async Task It_tells_a_test_what_was_shown()
    {
        Task<SignInPrompt> shown = _presenter.Shown;
        Assert.False(shown.IsCompleted);

        await using ISignInConversation conversation = await _presenter.BeginAsync(Prompt, Cancellation);

        Assert.Same(Prompt, await shown);
        Assert.Equal([Prompt], _presenter.Prompts);
    }

    [Fact]
    public async Task Pastes_are_read_in_order_and_may_come_before_the_prompt()
    {
        _presenter.Paste("first");
        await using ISignInConversation conversation = await _presenter.BeginAsync(Prompt, Cancellation);

        Assert.Equal("first", await conversation.ReadPasteAsync(Cancellation));
        ValueTask<string?> second = conversation.ReadPasteAsync(Cancellation);
        Assert.Equal(1, _presenter.PendingReadCount);
        _presenter.Paste("second");
        Assert.Equal("second", await second);
        _presenter.ClosePaste();
        Assert.Null(await conversation.ReadPasteAsync(Cancellation));
        Assert.Equal(0, _presenter.PendingReadCount);
    }

    [Fact]
    public async Task A_cancelled_read_takes_no_paste()
    {
        await using ISignInConversation conversation = await _presenter.BeginAsync(Prompt, Cancellation);
        using var source = new CancellationTokenSource();
        Task<string?> read = conversation.ReadPasteAsync(source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        _presenter.Paste("kept");
        Assert.Equal("kept", await conversation.ReadPasteAsync(Cancellation));
    }

    [Fact]
    public async Task Disposing_a_conversation_ends_its_read()
    {
        ISignInConversation conversation = await _presenter.BeginAsync(Prompt, Cancellation);
        Task<string?> read = conversation.ReadPasteAsync(Cancellation).AsTask();
        Assert.Equal(1, _presenter.OpenConversationCount);

        await conversation.DisposeAsync();
        await conversation.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(0, _presenter.OpenConversationCount);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => conversation.ReadPasteAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task Notices_are_kept_and_can_be_waited_for()
    {
        await using ISignInConversation conversation = await _presenter.BeginAsync(Prompt, Cancellation);
        Task<SignInNotice> refused = _presenter.WaitForNoticeAsync(SignInNoticeKind.PasteRefused, Cancellation);
        var opened = new SignInNotice(SignInNoticeKind.BrowserOpened, "opened");
        var wrong = new SignInNotice(SignInNoticeKind.PasteRefused, "wrong");

        conversation.Notify(opened);
        Assert.False(refused.IsCompleted);
        conversation.Notify(wrong);

        Assert.Same(wrong, await refused);
        Assert.Same(opened, await _presenter.WaitForNoticeAsync(SignInNoticeKind.BrowserOpened, Cancellation));
        Assert.Equal([opened, wrong], _presenter.Notices);
    }
}
