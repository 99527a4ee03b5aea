using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Benchmarks.SignIn;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Benchmarks.Listener;

/// <summary>Connections that say nothing, held open before the browser comes: what they cost the genuine callback, and what they cost in memory.</summary>
internal static class IdleConnections
{
    /// <summary>As many as the socket transport keeps.</summary>
    public const int Count = 32;

    private const int WarmupPairs = 40;

    public static async Task<string> CompareAsync(int pairs)
    {
        List<double>[] times = [[], []];
        List<double>[] allocated = [[], []];
        List<double>[] held = [[], []];
        for (int pair = -WarmupPairs; pair < pairs; pair++)
        {
            foreach (int idle in (int[])[0, Count])
            {
                (double time, double bytes, double kept) = await OnceAsync(idle, measureHeld: pair >= 0 && pair % 20 == 0);
                int side = idle == 0 ? 0 : 1;
                if (pair >= 0)
                {
                    times[side].Add(time);
                    allocated[side].Add(bytes);
                    if (pair % 20 == 0)
                    {
                        held[side].Add(kept);
                    }
                }
            }
        }

        return ComparisonTable.Render(
            $"{Count} idle connections, {pairs} pairs",
            "none idle",
            $"{Count} idle",
            [
                new ComparisonRow("p50 from connect to the whole page, ms", Quantiles.Median(times[0]), Quantiles.Median(times[1])),
                new ComparisonRow("p95, ms", Quantiles.Of(times[0], 0.95), Quantiles.Of(times[1], 0.95)),
                new ComparisonRow("allocated by the listener: open, wait, answer, close, KB", Quantiles.Median(allocated[0]) / 1024, Quantiles.Median(allocated[1]) / 1024),
                new ComparisonRow("held while it waits, with the peers' sockets, KB", Quantiles.Median(held[0]) / 1024, Quantiles.Median(held[1]) / 1024),
            ]);
    }

    /// <summary>One listener, from open to close.</summary>
    /// <returns>Milliseconds from the browser's connect to its page, bytes that the listener allocated, and bytes that it holds while it waits.</returns>
    public static async Task<(double Time, double Allocated, double Held)> OnceAsync(int idle, bool measureHeld)
    {
        double before = measureHeld ? Held() : 0;
        long total = GC.GetTotalAllocatedBytes(precise: true);
        await using ListenerLeg leg = await ListenerLeg.OpenAsync(new SocketCallbackTransport());

        // The peers are on a thread of their own, so that what they allocate can be told apart.
        double held = 0;
        (double time, long peers) = await OnOwnThreadAsync(() =>
        {
            List<Socket> connections = [];
            try
            {
                for (int index = 0; index < idle; index++)
                {
                    Socket connection = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    connections.Add(connection);
                    connection.Connect(new IPEndPoint(IPAddress.Loopback, leg.Port));
                }

                // Until the listener has taken them all; in a sign-in, seconds pass here.
                Thread.Sleep(idle == 0 ? 1 : 5);
                if (measureHeld)
                {
                    held = Held() - before;
                }

                using SignInBrowser browser = new(startThread: false);
                long begun = Stopwatch.GetTimestamp();
                int status = browser.Visit(leg.Callback);
                return status == 200 ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds : throw new InvalidOperationException($"The page has status {status}.");
            }
            finally
            {
                connections.ForEach(connection => connection.Dispose());
            }
        });

        await leg.CompleteAsync();
        return (time, GC.GetTotalAllocatedBytes(precise: true) - total - peers, held);
    }

    private static double Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static Task<(double Result, long Allocated)> OnOwnThreadAsync(Func<double> work)
    {
        TaskCompletionSource<(double, long)> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                double result = work();
                done.SetResult((result, GC.GetAllocatedBytesForCurrentThread() - before));
            }
#pragma warning disable CA1031 // Whoever awaits it gets it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
            }
        }) { IsBackground = true }.Start();
        return done.Task;
    }
}
