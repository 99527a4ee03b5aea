namespace LoopbackOAuth.Environments;

/// <summary>
/// Decides which user and host names may appear in a command that the user copies. Environment variables and host
/// names are untrusted: what is not plainly a name becomes <see langword="null"/>, and a placeholder is shown.
/// </summary>
internal static class ShellSafeName
{
    private const int LongestUser = 32;
    private const int LongestHost = 253;

    private static readonly string[] UserVariables = ["USER", "LOGNAME", "USERNAME"];

    /// <summary>A user name: a letter or <c>_</c>, then letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, neither of the last two at the end, 32 at most.</summary>
    public static string? User(string? text) =>
        text is { Length: > 0 and <= LongestUser }
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && ConsistsOf(text, alsoUnderscore: true)
            ? text
            : null;

    /// <summary>The first safe name among the variables; never <c>SUDO_USER</c>, because tokens will belong to the user that runs.</summary>
    public static string? User(IReadOnlyDictionary<string, string> variables)
    {
        foreach (string variable in UserVariables)
        {
            if (User(variables.GetValueOrDefault(variable)) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>A host name: a letter or digit, then letters, digits, <c>.</c> and <c>-</c>, neither of these at the end, 253 at most. The names of the loopback interface say nothing.</summary>
    public static string? Host(string? text) =>
        text is { Length: > 0 and <= LongestHost }
        && char.IsAsciiLetterOrDigit(text[0])
        && ConsistsOf(text, alsoUnderscore: false)
        && !text.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !text.StartsWith("localhost.", StringComparison.OrdinalIgnoreCase)
            ? text
            : null;

    private static bool ConsistsOf(string text, bool alsoUnderscore)
    {
        if (text[^1] is '.' or '-')
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-') && !(alsoUnderscore && character == '_'))
            {
                return false;
            }
        }

        return true;
    }
}
