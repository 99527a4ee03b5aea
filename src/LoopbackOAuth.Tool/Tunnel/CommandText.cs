namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>A command as a line that can be pasted into a shell: POSIX quoting, and the quoting of Windows programs there.</summary>
internal static class CommandText
{
    private const string PlainPunctuation = "._-+=/:@%,";

    public static string Of(string program, IEnumerable<string> arguments, bool isWindows) =>
        string.Join(' ', arguments.Prepend(program).Select(word => Quoted(word, isWindows)));

    private static string Quoted(string word, bool isWindows)
    {
        if (word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || PlainPunctuation.Contains(character, StringComparison.Ordinal) || (isWindows && character == '\\')))
        {
            return word;
        }

        return isWindows
            ? $"\"{word.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
