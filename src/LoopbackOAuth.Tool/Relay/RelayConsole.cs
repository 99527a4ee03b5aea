namespace LoopbackOAuth.Tool.Relay;

/// <summary>Shows what the user must read, on standard error, and reads what a script gives by a pipe.</summary>
internal static class RelayConsole
{
    /// <summary>Shows lines that are harmless already, with their blanks as they are.</summary>
    public static void Show(IReadOnlyList<string> lines)
    {
        try
        {
            foreach (string line in lines)
            {
                Console.Error.WriteLine(line);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed: nobody can be asked either.
        }
    }

    /// <summary>Reads a pipe to its end, or to where it is too long to be a URL.</summary>
    public static async Task<string> ReadPipeAsync(CancellationToken cancellationToken)
    {
        char[] buffer = new char[RelayRequestReader.MaxLength + 1];
        int length = await Console.In.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }
}
