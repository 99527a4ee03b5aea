using System.Security.Cryptography;

namespace LoopbackOAuth.Tokens;

/// <summary>Waits for the lock of an entry: first for the turn in this process, then for the lock file.</summary>
internal sealed class LockFiles(TimeProvider clock)
{
    private const int LongestPause = 32;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // One for the process: two stores on one folder are one store.
    private static readonly TurnQueue<string> Turns = new();

    /// <summary>Takes the lock file of an entry that is gone away, unless somebody holds it: who does takes it away in the end.</summary>
    internal static void Tidy(string entryPath)
    {
        try
        {
            var path = PathOf(entryPath);
            if (File.Exists(path) && LockFile.TryTake(path) is { } file)
            {
                LockFile.Release(file, path, remove: !Path.Exists(entryPath));
            }
        }
        catch (TokenStoreException)
        {
            // The entry itself is removed; an empty file is no reason to report a failure.
        }
    }

    /// <summary>Waits.</summary>
    /// <returns>The lock, held until it is disposed.</returns>
    internal async Task<IAsyncDisposable> TakeAsync(string entryPath, CancellationToken cancellationToken)
    {
        var path = PathOf(entryPath);
        var turn = await Turns.EnterAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (LockFile.TryTake(path) is { } file)
                {
                    return new HeldLockFile(file, path, entryPath, turn);
                }

                await Task.Delay(Pause(attempt), clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await turn.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The same, for what is better with the lock and can be done without: it waits no longer than ten seconds.</summary>
    /// <returns>The lock, or <see langword="null"/> when it could not be had, or the file is none that has one.</returns>
    internal async Task<IAsyncDisposable?> TryTakeAsync(string path, CancellationToken cancellationToken)
    {
        if (!TokenFileName.IsEntry(Path.GetFileName(path)))
        {
            return null;
        }

        using CancellationTokenSource limit = new(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await TakeAsync(path, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TokenStoreException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static string PathOf(string entryPath) => Path.Combine(Path.GetDirectoryName(entryPath)!, TokenFileName.Lock(Path.GetFileName(entryPath)));

    // 1, 2, 4 ... 32 ms, and of that a half to the whole: processes that started together do not stay in step.
    private static TimeSpan Pause(int attempt)
    {
        var longest = 1000 * (attempt < 5 ? 1 << attempt : LongestPause);
        return TimeSpan.FromMicroseconds(RandomNumberGenerator.GetInt32(longest / 2, longest + 1));
    }
}
