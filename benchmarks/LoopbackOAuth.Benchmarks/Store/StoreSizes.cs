using System.Diagnostics;
using System.Globalization;
using System.Text;
using LoopbackOAuth.Benchmarks.Reports;

namespace LoopbackOAuth.Benchmarks.Store;

/// <summary>The file store with few and with many entries, in turns: a listing beside the reading of the files, and a get, which must not grow.</summary>
internal static class StoreSizes
{
    private const int GetsOfATurn = 100;

    public static string Compare(int rounds, int few = 10, int many = 10_000)
    {
        using StoreFolderOfMany small = new(few);
        using StoreFolderOfMany large = new(many);
        Func<int>[] actions = [large.ReadFiles, large.List, () => Gets(small), () => Gets(large)];
        int[] expected = [many, many, GetsOfATurn, GetsOfATurn];
        List<double>[] times = [.. actions.Select(_ => new List<double>())];
        for (int round = -3; round < rounds; round++)
        {
            for (int index = 0; index < actions.Length; index++)
            {
                long begun = Stopwatch.GetTimestamp();
                int result = actions[index]();
                double time = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
                if (result != expected[index])
                {
                    throw new InvalidOperationException($"Expected {expected[index]}, got {result}.");
                }

                if (round >= 0)
                {
                    times[index].Add(time);
                }
            }
        }

        double[] medians = [.. times.Select(Quantiles.Median)];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"| | median |\n|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| reading {many} files, ms | {medians[0] / 1000:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| listing {many} entries, ms | {medians[1] / 1000:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| listing, times reading | {medians[1] / medians[0]:0.00} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a get of {few}, microseconds | {medians[2] / GetsOfATurn:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a get of {many}, microseconds | {medians[3] / GetsOfATurn:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a get of {many}, times one of {few} | {medians[3] / medians[2]:0.00} |\n");
        return text.ToString();
    }

    private static int Gets(StoreFolderOfMany store)
    {
        int found = 0;
        for (int get = 0; get < GetsOfATurn; get++)
        {
            found += store.Get();
        }

        return found;
    }
}
