using System.Text.RegularExpressions;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>C# source as the conventions look at it.</summary>
internal static partial class SourceText
{
    /// <summary>The source without comments.</summary>
    internal static string WithoutComments(string source) =>
        Token().Replace(source, match => match.Value.StartsWith('/') ? " " : match.Value);

    /// <summary>The source without comments and without the text of strings. What an interpolated string calls is lost with it.</summary>
    internal static string Code(string source) =>
        Token().Replace(source, match => match.Value.StartsWith('/') ? " " : "\"\"");

    // Strings are matched so that a comment's beginning inside one is not taken for a comment, and the other way round.
    [GeneratedRegex("""
        //[^\n]*
        | /\*.*?\*/
        | \$*("{3,}).*?\1
        | (?:\$@|@\$|@)"(?:[^"]|"")*"
        | \$?"(?:[^"\\\n]|\\.)*"
        | '(?:[^'\\\n]|\\.[^'\n]*)'
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Token();
}
