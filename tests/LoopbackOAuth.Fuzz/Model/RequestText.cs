using System.Text;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>The head of a request, taken apart by splitting strings: right for heads that were accepted.</summary>
internal sealed class RequestText
{
    private RequestText(string[] startLine, List<(string Name, string Value)> fields)
    {
        (Method, Target, Version) = (startLine[0], startLine[1], startLine[2]);
        Fields = fields;
    }

    public string Method { get; }

    public string Target { get; }

    public string Version { get; }

    public string Path => Target.Split('?', 2)[0];

    public IReadOnlyList<(string Name, string Value)> Fields { get; }

    /// <returns>The parts, or <see langword="null"/> when it has another form.</returns>
    public static RequestText? Read(ReadOnlySpan<byte> head)
    {
        string[] lines = Encoding.Latin1.GetString(head).Split("\r\n");
        string[] startLine = lines[0].Split(' ');
        if (startLine.Length != 3 || lines.Length < 3 || lines[^1].Length > 0 || lines[^2].Length > 0)
        {
            return null;
        }

        List<(string, string)> fields = [];
        foreach (string line in lines[1..^2])
        {
            string[] halves = line.Split(':', 2);
            if (halves.Length != 2)
            {
                return null;
            }

            fields.Add((halves[0].ToLowerInvariant(), halves[1].Trim(' ', '\t')));
        }

        return new RequestText(startLine, fields);
    }

    public string[] All(string name) => [.. Fields.Where(field => field.Name == name).Select(field => field.Value)];
}
