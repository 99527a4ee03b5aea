using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>Reads what the user gives by hand, or a script by a pipe. What it asks stands on standard error.</summary>
internal static class RelayConsole
{
    /// <summary>Whether somebody can be asked.</summary>
    public static bool IsTerminal => !Console.IsInputRedirected && !Console.IsErrorRedirected;

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

    /// <summary>Asks for the URL. A URL that was copied in several lines is read to the last of them.</summary>
    public static async Task<string> AskForUrlAsync(CancellationToken cancellationToken)
    {
        Console.Error.Write("Authorization URL: ");
        string text = await ReadLineAsync(cancellationToken) ?? "";
        while (text.Length <= RelayRequestReader.MaxLength && Console.KeyAvailable && await ReadLineAsync(cancellationToken) is { } more)
        {
            text += more;
        }

        return text;
    }

    /// <summary>Asks, and takes nothing for a yes but a yes that was typed after the question.</summary>
    public static async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        // What was pasted behind the URL must not answer for the user.
        while (Console.KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }

        Console.Error.Write(question);
        string? answer = await ReadLineAsync(cancellationToken);
        return answer?.Trim() is { } word && (word.Equals("y", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads a pipe to its end, or to where it is too long to be a URL.</summary>
    public static async Task<string> ReadPipeAsync(CancellationToken cancellationToken)
    {
        char[] buffer = new char[RelayRequestReader.MaxLength + 1];
        int length = await Console.In.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }

    // The read of a terminal cannot be ended; what is left of it ends with the process.
    private static async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Terminal.Error("");
            throw;
        }
    }
}
