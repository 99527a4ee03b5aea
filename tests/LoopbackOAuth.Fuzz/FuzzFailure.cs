using LoopbackOAuth.Fuzz.Inputs;

namespace LoopbackOAuth.Fuzz;

/// <summary>One way in which the library failed, with the shortest input found that shows it.</summary>
internal sealed record FuzzFailure(string Rule, string Detail, InputKind Kind, int Scenario, byte[] Input)
{
    /// <summary>How many inputs failed like this.</summary>
    public long Count { get; init; } = 1;

    public override string ToString() =>
        $"""
        FAILED {Rule} ({Count} times)
          {SafeText(Detail)}
          shortest input, {Kind} in scenario {Scenario}, {Input.Length} bytes: {SafeText(System.Text.Encoding.Latin1.GetString(Input))}
          hex: {Convert.ToHexString(Input)}
        """;

    private static string SafeText(string text) => string.Concat(text.Take(400).Select(character => character is >= ' ' and <= '~' ? character : '.'));
}
