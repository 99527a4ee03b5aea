namespace LoopbackOAuth.Tokens;

/// <summary>Creates files that are their owner's alone from the first byte.</summary>
internal static class PrivateFile
{
    /// <summary>Creates a file that was not there. A link in its place is neither followed nor opened.</summary>
    /// <exception cref="IOException">Something is there, or it cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not create it.</exception>
    internal static FileStream Create(string path)
    {
        // CreateNew is O_EXCL: it neither follows a link nor opens what somebody else put there.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FilePermissions.PrivateFile;
        }

        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != FilePermissions.PrivateFile)
        {
            // A umask may have taken the owner's bits; the next read needs them.
            File.SetUnixFileMode(file.SafeFileHandle, FilePermissions.PrivateFile);
        }

        return file;
    }
}
