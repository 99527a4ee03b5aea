namespace LoopbackOAuth.Interaction;

/// <summary>
/// Finds programs for Windows. Only <c>.exe</c> files count: batch files are run by a command interpreter that reads the arguments
/// as commands, and the working directory is never searched.
/// </summary>
internal static class WindowsExecutable
{
    private const string Ending = ".exe";

    /// <summary>Finds a program.</summary>
    /// <param name="program">A full path, or a name without a folder; the ending may be missing.</param>
    /// <param name="path">The value of PATH; entries that are not full paths are skipped.</param>
    /// <returns>The full path of a file, or <see langword="null"/>.</returns>
    public static string? Find(string program, string? path)
    {
        string name = program.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? program : program + Ending;
        if (program.AsSpan().ContainsAny('\\', '/', ':'))
        {
            return Path.IsPathFullyQualified(name) && File.Exists(name) ? name : null;
        }

        return (path ?? string.Empty).Split(';')
            .Where(Path.IsPathFullyQualified)
            .Select(directory => Path.Join(directory, name))
            .FirstOrDefault(File.Exists);
    }
}
