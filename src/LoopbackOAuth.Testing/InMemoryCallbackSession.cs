using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing;

/// <summary>A session of <see cref="InMemoryCallbackTransport"/>. It judges nothing; the pending authorization does.</summary>
public sealed class InMemoryCallbackSession : ICallbackSession
{
    private readonly string _transport;
    private readonly TaskCompletionSource<PendingAuthorization?> _pending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosed;

    internal InMemoryCallbackSession(Uri redirectUri, string transport)
    {
        RedirectUri = redirectUri;
        _transport = transport;
    }

    /// <inheritdoc/>
    public Uri RedirectUri { get; }

    /// <summary>Whether the session takes nothing any more: the wait is over, or the session is disposed.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether the session is disposed.</summary>
    public bool IsDisposed => _disposed.Task.IsCompleted;

    /// <summary>Delivers an authorization response, as a browser's redirect would. Waits until the sign-in listens.</summary>
    /// <param name="query">The query, with or without its <c>?</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the sign-in.</param>
    /// <returns>The verdict; refused as closed when the session takes nothing any more.</returns>
    public async Task<CallbackVerdict> DeliverAsync(string query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        PendingAuthorization? pending = await _pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (pending is null || _isClosed)
        {
            return CallbackVerdict.Refused(CallbackRefusal.Closed);
        }

        string parameters = query.StartsWith('?') ? query[1..] : query;
        return pending.Deliver(Encoding.UTF8.GetBytes(parameters), CallbackChannel.Redirect, _transport);
    }

    /// <summary>Waits for what the browser would be told about an accepted response.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The page.</returns>
    /// <exception cref="InvalidOperationException">The session was disposed before a sign-in listened.</exception>
    public async Task<CallbackPageKind> WaitForPageAsync(CancellationToken cancellationToken = default)
    {
        PendingAuthorization pending = await _pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The session was disposed before a sign-in listened.");
        return await pending.Page.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RunAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pending);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (!_pending.TrySetResult(pending))
        {
            throw new InvalidOperationException("A session serves one sign-in.");
        }

        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(cancelled.SetResult))
        {
            await Task.WhenAny(cancelled.Task, _disposed.Task).ConfigureAwait(false);
        }

        _isClosed = true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        _disposed.TrySetResult();
        _pending.TrySetResult(null);
        return ValueTask.CompletedTask;
    }
}
