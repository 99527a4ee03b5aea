namespace LoopbackOAuth.Interaction;

/// <summary>Finds where the system drive of Windows is mounted in WSL: the folder can be chosen there (<c>automount.root</c>).</summary>
internal static class WindowsDrive
{
    private const string Mounts = "/proc/mounts";

    // A mount table is small; a container host may have thousands of lines, and the drives come early.
    private const int MostLines = 2000;

    public static string? Find()
    {
        try
        {
            return Find(File.ReadLines(Mounts).Take(MostLines));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads lines of the form <c>device folder type options 0 0</c>, where a backslash in a name is written <c>\134</c>.</summary>
    /// <returns>The folder, or <see langword="null"/>.</returns>
    public static string? Find(IEnumerable<string> mounts)
    {
        foreach (string line in mounts)
        {
            string[] fields = line.Split(' ');
            if (fields.Length >= 4
                && fields[1].StartsWith('/')
                && !fields[1].Contains('\\', StringComparison.Ordinal)
                && (fields[2] == "drvfs" || fields[2] == "9p" || fields[2] == "virtiofs")
                && (fields[0].Equals(@"C:\134", StringComparison.OrdinalIgnoreCase) || fields[3].Contains(@"path=C:\", StringComparison.OrdinalIgnoreCase)))
            {
                return fields[1];
            }
        }

        return null;
    }
}
