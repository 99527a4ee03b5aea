namespace LoopbackOAuth.Tokens;

/// <summary>Puts a whole file in place of an old one: at every instant the old or the new one is there, never a part.</summary>
internal sealed class AtomicFile(TimeProvider clock)
{
    private const int WindowsAttempts = 20;
    private static readonly TimeSpan WindowsPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Writes beside the old file, flushes to disk, renames over it, and flushes the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">What it is to hold.</param>
    /// <param name="replacement">What it takes the place of. A good entry is named in the new file's name, so that who finds that file after a kill can finish the write.</param>
    /// <param name="beforeReplacing">Called when the new file is whole and the old one is still there.</param>
    /// <param name="cancellationToken">Ends the write until the new file takes its place.</param>
    /// <returns><see langword="false"/> when somebody else took the new file before it could take its place: who holds the lock may finish a write, and a removal removes it.</returns>
    /// <exception cref="TokenStoreException">It could not be written; the old file is as it was.</exception>
    internal async Task<bool> WriteAsync(string path, ReadOnlyMemory<byte> bytes, EntryReplacement replacement, Action? beforeReplacing, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var proof = replacement.Old is { } old ? Leftovers.Proof(old, bytes.Span) : null;
        var temporary = Path.Combine(folder, TokenFileName.Temporary(Path.GetFileName(path), proof));
        try
        {
            Prepare(temporary, bytes.Span, replacement.Mode);
            cancellationToken.ThrowIfCancellationRequested();
            beforeReplacing?.Invoke();
            await MoveOverAsync(temporary, path).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            Discard(temporary);
            return false;
        }
        catch (Exception exception) when (IsTheSystems(exception))
        {
            Discard(temporary);
            throw StoreErrors.Unwritable(path, exception);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        StoreFolder.MakeDurable(folder, path);
        return true;
    }

    /// <summary>Makes sure that a file of some size can be written in a folder now: that it can be created, that there is room, and that the disk confirms it.</summary>
    /// <exception cref="TokenStoreException">None can.</exception>
    internal static void Verify(string folder, int size)
    {
        var temporary = Path.Combine(folder, TokenFileName.Temporary("verify"));
        try
        {
            Prepare(temporary, new byte[size], FilePermissions.PrivateFile);
            File.Delete(temporary);
        }
        catch (Exception exception) when (IsTheSystems(exception))
        {
            Discard(temporary);
            throw StoreErrors.Unwritable(folder, exception);
        }
    }

    // Writing past a limit on file sizes (EFBIG) is the last of these in .NET.
    private static bool IsTheSystems(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static void Prepare(string temporary, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        using var file = PrivateFile.Create(temporary);
        file.Write(bytes);
        if (!OperatingSystem.IsWindows() && mode != FilePermissions.PrivateFile)
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }

        file.Flush(flushToDisk: true);
    }

    private async Task MoveOverAsync(string temporary, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception exception) when (
                OperatingSystem.IsWindows() && attempt < WindowsAttempts && exception is IOException or UnauthorizedAccessException)
            {
                // Windows refuses while somebody reads the old file or a scanner holds it, which passes at once.
                await Task.Delay(WindowsPause, clock, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A later write sweeps it up. Until then nobody may take it for a write that only lacks its end.
            Empty(temporary);
        }
    }

    private static void Empty(string temporary)
    {
        try
        {
            using var file = new FileStream(temporary, FileMode.Truncate, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
