namespace LoopbackOAuth.Tokens;

/// <summary>Puts a whole file in place of an old one: at every instant the old or the new one is there, never a part.</summary>
internal sealed class AtomicFile(TimeProvider clock)
{
    private const int WindowsAttempts = 20;
    private static readonly TimeSpan WindowsPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Writes beside the old file, flushes to disk, renames over it, and flushes the folder.</summary>
    /// <exception cref="TokenStoreException">It could not be written; the old file is as it was.</exception>
    internal async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, TokenFileName.Temporary(Path.GetFileName(path)));
        try
        {
            Prepare(temporary, bytes.Span);
            cancellationToken.ThrowIfCancellationRequested();
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

    private static void Prepare(string temporary, ReadOnlySpan<byte> bytes)
    {
        // CreateNew is O_EXCL: it neither follows a link nor opens what somebody else put there.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FilePermissions.PrivateFile;
        }

        using var file = new FileStream(temporary, options);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != FilePermissions.PrivateFile)
        {
            // A umask may have taken the owner's bits; the next read needs them.
            File.SetUnixFileMode(file.SafeFileHandle, FilePermissions.PrivateFile);
        }

        file.Write(bytes);
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
