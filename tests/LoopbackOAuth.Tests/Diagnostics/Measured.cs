using System.Diagnostics.Metrics;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>One measurement as a listener saw it.</summary>
internal sealed record Measured(Instrument Instrument, double Value, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    internal object? Tag(string name) => Tags.FirstOrDefault(tag => tag.Key == name).Value;

    public override string ToString() => $"{Instrument.Name}={Value}[{string.Join(',', Tags.Select(tag => $"{tag.Key}={tag.Value}"))}]";
}
