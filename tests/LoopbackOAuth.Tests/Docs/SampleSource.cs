using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>What of a source file under <c>Docs/Samples</c> a page shows: the parts between its markers.</summary>
internal static class SampleSource
{
    private const string Start = "// <readme>";
    private const string End = "// </readme>";

    internal static string Read(string name) => Shown(Repository.Read($"tests/LoopbackOAuth.Tests/Docs/Samples/{name}.cs"));

    /// <summary>The parts, each without its indentation, with an empty line between them.</summary>
    internal static string Shown(string source)
    {
        List<string> parts = [];
        List<string>? part = null;
        foreach (var line in source.ReplaceLineEndings("\n").Split('\n'))
        {
            switch (line.Trim())
            {
                case Start:
                    part = [];
                    break;
                case End:
                    parts.Add(Dedent(part!));
                    part = null;
                    break;
                default:
                    part?.Add(line);
                    break;
            }
        }

        return string.Join("\n", parts);
    }

    private static string Dedent(List<string> lines)
    {
        var indentation = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => (line.Length == 0 ? "" : line[indentation..]) + "\n"));
    }
}
