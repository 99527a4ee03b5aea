namespace LoopbackOAuth.Environments;

/// <summary>Finds programs the way a shell does, except that the working directory is never searched.</summary>
internal static class ExecutablePath
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Finds a program.</summary>
    /// <param name="program">An absolute path, or a name without a slash; on Windows with its ending.</param>
    /// <param name="path">The value of PATH; entries that are not absolute are skipped.</param>
    /// <returns>The absolute path of an executable file, or <see langword="null"/>.</returns>
    public static string? Find(string program, string? path)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return program[0] == '/' && IsExecutable(program) ? program : null;
        }

        return (path ?? string.Empty).Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(directory => Path.Join(directory, program))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>Whether a file is there and may be run by somebody; on Windows whether it is there.</summary>
    /// <param name="file">Its path.</param>
    public static bool IsExecutable(string file)
    {
        try
        {
            return File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) is not UnixFileMode.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
