namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>One line of a ratio table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Nanoseconds">The time of one operation.</param>
/// <param name="Bytes">What one operation allocates.</param>
/// <param name="IsBaseline">Whether the first ratio is taken to it.</param>
/// <param name="IsReference">Whether the second ratio is taken to it: this library's whole work.</param>
internal sealed record Measurement(string Name, double Nanoseconds, long Bytes, bool IsBaseline, bool IsReference);
