using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>The lock of one entry while it is held: the turn in this process and the lock file between processes.</summary>
internal sealed class HeldLockFile(SafeFileHandle file, string lockPath, string entryPath, IAsyncDisposable turn) : IAsyncDisposable
{
    private SafeFileHandle? _file = file;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is not { } held)
        {
            return ValueTask.CompletedTask;
        }

        // Without an entry there is nothing to keep locked, and a store should not collect empty files.
        LockFile.Release(held, lockPath, remove: !Path.Exists(entryPath));
        return turn.DisposeAsync();
    }
}
