using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>Runs the benchmarks with BenchmarkDotNet, each in a process of its own, with settings that end soon.</summary>
internal static class BenchmarkDotNetRun
{
    public static IEnumerable<(string Title, IReadOnlyList<Measurement> Rows)> Measure(Type type)
    {
        Summary summary = BenchmarkRunner.Run(type, Configuration());
        return summary.Reports
            .GroupBy(report => report.BenchmarkCase.Parameters.DisplayInfo)
            .Select(group => ($"{type.Name} {group.Key.Trim('[', ']')}".TrimEnd(), (IReadOnlyList<Measurement>)[.. group.OrderBy(report => report.BenchmarkCase.Descriptor.WorkloadMethod.MetadataToken).Select(Row)]));
    }

    private static Measurement Row(BenchmarkReport report) => new(
        report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
        report.ResultStatistics?.Median ?? double.NaN,
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0,
        report.BenchmarkCase.Descriptor.Baseline,
        report.BenchmarkCase.Descriptor.HasCategory(RatioTable.Reference));

    private static ManualConfig Configuration() => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithLaunchCount(1).WithWarmupCount(5).WithIterationCount(12).WithIterationTime(TimeInterval.FromMilliseconds(150)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub)
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"))
        .WithOptions(ConfigOptions.DisableLogFile);
}
