namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>Quantiles of samples.</summary>
internal static class Quantiles
{
    public static double Median(IEnumerable<double> samples) => Of(samples, 0.5);

    public static double Of(IEnumerable<double> samples, double quantile)
    {
        double[] sorted = [.. samples.Order()];
        return sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * quantile)];
    }
}
