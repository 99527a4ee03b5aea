using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The tool's own lines. Results go to standard output, everything else to standard error; neither lets a control character of somebody else through.</summary>
internal static class Terminal
{
    public static void Error(string line)
    {
        try
        {
            Console.Error.WriteLine(Clean(line));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed: nobody listens, and the exit code still tells.
        }
    }

    /// <summary>A value behind its label; the values of several lines stand below each other.</summary>
    public static void Result(string label, string value) => Console.Out.WriteLine($"{label,-19}{Clean(value)}");

    /// <summary>Makes one harmless line of a text. It is never cut: half a URL is worth nothing, and what a server says was bounded when it came in.</summary>
    public static string Clean(string text) => TerminalText.Sanitize(text, int.MaxValue);
}
