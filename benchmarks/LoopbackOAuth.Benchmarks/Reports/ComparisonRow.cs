namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>A figure and what it is compared with.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Left">What it is compared with: a peer, or the normal case.</param>
/// <param name="Right">This library's figure.</param>
internal sealed record ComparisonRow(string Name, double Left, double Right);
