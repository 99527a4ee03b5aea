using System.Text.RegularExpressions;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>One source file and what the conventions say about it.</summary>
internal static partial class SourceFile
{
    internal const int LargestBytes = 12 * 1024;

    private static readonly string[] WithoutType = ["AssemblyInfo.cs", "GlobalUsings.cs"];

    /// <summary>What is wrong with a file of <c>src</c>.</summary>
    /// <param name="path">From the repository root, with forward slashes.</param>
    /// <param name="source">What it holds.</param>
    internal static IEnumerable<string> Violations(string path, string source)
    {
        var parts = path.Split('/');
        if (WithoutType.Contains(parts[^1]))
        {
            yield break;
        }

        var code = SourceText.Code(source);
        var types = TopLevelType().Matches(code);
        if (parts[^1] == "Program.cs" && types.Count == 0)
        {
            yield break; // Top-level statements.
        }

        var expected = string.Join('.', parts[1..^1]);
        if (Namespace().Match(code).Groups["name"].Value is var name && name != expected)
        {
            yield return $"{path}: the namespace is '{name}', not the file-scoped '{expected}' of its folder";
        }

        if (types.Count != 1)
        {
            yield return $"{path}: holds {types.Count} top-level types";
            yield break;
        }

        // Type.Suffix.cs holds a further part of a partial type, whose first part says what it is.
        var file = parts[^1].Split('.');
        if (types[0].Groups["name"].Value != file[0])
        {
            yield return $"{path}: holds the type {types[0].Groups["name"].Value}";
        }

        if (file.Length == 2 && types[0].Groups["kind"].Value is "class" or "record" or "record class" && !Closed().IsMatch(types[0].Groups["modifiers"].Value))
        {
            yield return $"{path}: the class is neither sealed, static nor abstract";
        }
    }

    // A top-level type of a file-scoped namespace begins at the margin.
    [GeneratedRegex(@"^(?<modifiers>(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*)(?:(?<kind>class|record\s+struct|record\s+class|record|struct|interface|enum)\s+(?<name>\w+)|(?<kind>delegate)\s+[^;(]*?(?<name>\w+)\s*(?:<[^>(]*>)?\()", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(sealed|static|abstract)\b", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Closed();
}
