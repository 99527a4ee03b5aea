using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Testing;

/// <summary>A conversation of a <see cref="RecordingPresenter"/>. Disposing it ends a read that is under way.</summary>
internal sealed class RecordingConversation(RecordingPresenter presenter) : ISignInConversation
{
    private readonly CancellationTokenSource _ended = new();
    private int _disposed;

    public async ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        return await presenter.ReadAsync(either.Token).ConfigureAwait(false);
    }

    public void Notify(SignInNotice notice) => presenter.Record(notice);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _ended.CancelAsync().ConfigureAwait(false);
            _ended.Dispose();
            presenter.End();
        }
    }
}
