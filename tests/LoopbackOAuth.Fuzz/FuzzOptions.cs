namespace LoopbackOAuth.Fuzz;

/// <summary>How long to run, and from where.</summary>
internal sealed record FuzzOptions
{
    public required long Inputs { get; init; }

    /// <summary>The same seed leads to the same inputs.</summary>
    public ulong Seed { get; init; } = 20260901;

    /// <summary>The slow comparisons are made for one in this many inputs, and for each that behaves in a new way.</summary>
    public int OneThoroughIn { get; init; } = 16;

    /// <summary>How long one input may take before it counts as a hang.</summary>
    public TimeSpan LongestInput { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so many different broken rules the run ends.</summary>
    public int MostFailures { get; init; } = 50;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
