using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>
/// Measures all benchmarks of a class in turns of a few milliseconds each, round after round. What else the machine does
/// then falls on all of them alike, so that ratios hold on a shared machine, too. The best round of each counts.
/// </summary>
internal static class InterleavedRun
{
    private const int Rounds = 60;
    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(4);

    public static IEnumerable<(string Title, IReadOnlyList<Measurement> Rows)> Measure(Type type)
    {
        foreach ((string parameter, object instance) in BenchmarkCases.Instances(type))
        {
            MethodInfo[] methods = [.. BenchmarkCases.Methods(type)];
            yield return ($"{type.Name} {parameter}".TrimEnd(), Measure(methods, [.. methods.Select(method => Loop(method, instance))]));
        }
    }

    private static Measurement[] Measure(MethodInfo[] methods, Action<int>[] loops)
    {
        // The cost of the loop and of the call through a delegate is taken off, as it is the same for all.
        Action<int> empty = Loop(typeof(InterleavedRun).GetMethod(nameof(Nothing), BindingFlags.NonPublic | BindingFlags.Static)!, instance: null);
        Action<int>[] all = [empty, .. loops];
        int[] counts = [.. all.Select(Calibrate)];
        double[] best = [.. Enumerable.Repeat(double.MaxValue, all.Length)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int index = 0; index < all.Length; index++)
            {
                long begun = Stopwatch.GetTimestamp();
                all[index](counts[index]);
                best[index] = Math.Min(best[index], Stopwatch.GetElapsedTime(begun).TotalNanoseconds / counts[index]);
            }
        }

        return [.. methods.Select((method, index) => new Measurement(
            method.GetCustomAttribute<BenchmarkAttribute>()!.Description ?? method.Name,
            (best[index + 1] - best[0]) / method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke,
            Allocated(loops[index]) / method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke,
            method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline,
            method.GetCustomAttribute<BenchmarkCategoryAttribute>()?.Categories.Contains(RatioTable.Reference) is true))];
    }

    /// <summary>What one operation allocates, from many.</summary>
    public static long Allocated(Action<int> loop)
    {
        const int Count = 1000;
        loop(Count);
        long before = GC.GetAllocatedBytesForCurrentThread();
        loop(Count);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
    }

    public static Action<int> Loop(MethodInfo method, object? instance) => method.ReturnType == typeof(bool)
        ? Loop(method.CreateDelegate<Func<bool>>(instance))
        : Loop(method.CreateDelegate<Func<int>>(instance));

    private static Action<int> Loop<T>(Func<T> operation) => count =>
    {
        for (int index = 0; index < count; index++)
        {
            operation();
        }
    };

    // Runs long enough for the last tier of the compiler, and finds how often an operation fits into one turn.
    private static int Calibrate(Action<int> loop)
    {
        int count = 1;
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            long turn = Stopwatch.GetTimestamp();
            loop(count);
            bool isLong = Stopwatch.GetElapsedTime(turn) > Turn;
            if (isLong && Stopwatch.GetElapsedTime(begun) > Warmup)
            {
                return count;
            }

            count = isLong ? Math.Max(1, count / 2) : count * 2;
        }
    }

    private static int Nothing() => 0;
}
