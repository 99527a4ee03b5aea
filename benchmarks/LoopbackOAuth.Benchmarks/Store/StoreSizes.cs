using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Benchmarks.Store;

/// <summary>The file store with few and with many entries, in turns: a listing beside the reading of the files, and a get, which must not grow.</summary>
internal static class StoreSizes
{
    private const int GetsOfATurn = 100;

    public static string Compare(int rounds, int few = 10, int many = 10_000)
    {
        using StoreFolderOfMany small = new(few);
        using StoreFolderOfMany large = new(many);
        double[] whole = Best(rounds, (large.ReadFiles, many), (large.List, many));
        double[] gets = Best(rounds * 10, (() => Gets(small), GetsOfATurn), (() => Gets(large), GetsOfATurn));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"| processor time | best of {rounds} rounds |\n|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| reading {many} files, ms | {whole[0] / 1000:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| listing {many} entries, ms | {whole[1] / 1000:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| listing, times reading | {whole[1] / whole[0]:0.00} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a get of {few}, microseconds | {gets[0] / GetsOfATurn:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a get of {many}, microseconds | {gets[1] / GetsOfATurn:0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a get of {many}, times one of {few} | {gets[1] / gets[0]:0.00} |\n");
        return text.ToString();
    }

    // In turns, by processor time, and the best of each counts: the long one is interrupted more often than the short one where other programs run.
    private static double[] Best(int rounds, params (Func<int> Action, int Expected)[] actions)
    {
        double[] best = [.. Enumerable.Repeat(double.MaxValue, actions.Length)];
        for (int round = 0; round < rounds + 3; round++)
        {
            for (int index = 0; index < actions.Length; index++)
            {
                GC.Collect(); // What one leaves behind is not to fall on the next.
                TimeSpan begun = Environment.CpuUsage.TotalTime;
                int result = actions[index].Action();
                best[index] = Math.Min(best[index], (Environment.CpuUsage.TotalTime - begun).TotalMicroseconds);
                if (result != actions[index].Expected)
                {
                    throw new InvalidOperationException($"Expected {actions[index].Expected}, got {result}.");
                }
            }
        }

        return best;
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
