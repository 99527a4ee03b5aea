namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>A request as a <see cref="PlainConnection"/> reads it.</summary>
internal sealed record PlainRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Fields)
{
    private const int MostFields = 100;

    public static PlainRequest Malformed { get; } = new("", "", []);

    public bool IsMalformed => Method.Length == 0;

    public string Body { get; init; } = "";

    public int BodyLength => int.TryParse(this["Content-Length"], out int length) && length >= 0 ? length : 0;

    public string? this[string name] => Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static PlainRequest Parse(string head)
    {
        string[] lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"] || !method.All(char.IsAsciiLetter) || !target.All(IsVisible) || lines.Length > MostFields)
        {
            return Malformed;
        }

        List<(string, string)> fields = [];
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon <= 0 || !line[..colon].All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') || line.Any(character => character < ' '))
            {
                return Malformed;
            }

            fields.Add((line[..colon], line[(colon + 1)..].Trim(' ')));
        }

        return new PlainRequest(method, target, fields);
    }

    public int CountOf(string name) => Fields.Count(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsVisible(char character) => character is > ' ' and <= '~';
}
