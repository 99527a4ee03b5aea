namespace LoopbackOAuth.Tokens;

/// <summary>Puts a whole file in place of an old one: at every instant the old or the new one is there, never a part.</summary>
internal sealed class AtomicFile(TimeProvider clock)
{
    private const int WindowsAttempts = 20;
    private static readonly TimeSpan WindowsPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Writes beside the old file, flushes to disk, renames over it, and flushes the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">What it is to hold.</param>
    /// <param name="mode">The mode it is to have; it is no wider at any time.</param>
    /// <param name="beforeReplacing">Called when the new file is whole and the old one is still there.</param>
    /// <param name="cancellationToken">Ends the write until the new file takes its place.</param>
    /// <exception cref="TokenStoreException">It could not be written; the old file is as it was.</exception>
    internal async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, UnixFileMode mode, Action? beforeReplacing, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, TokenFileName.Temporary(Path.GetFileName(path)));
        try
        {
            Prepare(temporary, bytes.Span, mode);
            cancellationToken.ThrowIfCancellationRequested();
            beforeReplacing?.Invoke();
            await MoveOverAsync(temporary, path).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Discard(temporary);
            if (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                // Writing past a limit on file sizes (EFBIG) is the last of these in .NET.
                throw StoreErrors.Unwritable(path, exception);
            }

            throw;
        }

        StoreFolder.MakeDurable(folder, path);
    }

    /// <summary>Makes sure that a file can be created in a folder.</summary>
    /// <exception cref="TokenStoreException">None can.</exception>
    internal static void Verify(string folder)
    {
        var temporary = Path.Combine(folder, TokenFileName.Temporary("verify"));
        try
        {
            PrivateFile.Create(temporary).Dispose();
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unwritable(folder, exception);
        }
    }

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
            // It holds nothing that was promised to anybody, and a later write sweeps it up.
        }
    }
}
