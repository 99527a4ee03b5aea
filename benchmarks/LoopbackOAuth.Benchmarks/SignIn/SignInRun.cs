using System.Diagnostics;
using LoopbackOAuth.Benchmarks.Reports;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>Whole sign-ins of one client after another, in turns with those of the other.</summary>
internal static class SignInRun
{
    private const int WarmupPairs = 60;
    private const int PairsForAllocation = 200;

    public static async Task<string> CompareAsync(int pairs)
    {
        using SignInServer server = new();
        using SignInBrowser browser = new();
        using GoogleSignIn google = new(server, browser.Open);
        using LoopbackSignIn loopback = new(server, browser.Open);
        ISignIn[] clients = [google, loopback];
        List<double>[] outcomes = [[], []];
        List<double>[] pages = [[], []];
        for (int pair = -WarmupPairs; pair < pairs; pair++)
        {
            for (int client = 0; client < clients.Length; client++)
            {
                (double outcome, double page) = await OnceAsync(clients[client], browser);
                if (pair >= 0)
                {
                    outcomes[client].Add(outcome);
                    pages[client].Add(page);
                }
            }
        }

        (double[] bytes, double[] besides) = (new double[clients.Length], new double[clients.Length]);
        for (int client = 0; client < clients.Length; client++)
        {
            (bytes[client], besides[client]) = await AllocatedAsync(clients[client], server, browser);
        }

        return ComparisonTable.Render(
            $"Whole sign-in, {pairs} pairs",
            "Google.Apis.Auth",
            [
                new ComparisonRow("p50 to the outcome, ms", Quantiles.Median(outcomes[0]), Quantiles.Median(outcomes[1])),
                new ComparisonRow("p95 to the outcome, ms", Quantiles.Of(outcomes[0], 0.95), Quantiles.Of(outcomes[1], 0.95)),
                new ComparisonRow("p50 to the whole page, ms", Quantiles.Median(pages[0]), Quantiles.Median(pages[1])),
                new ComparisonRow("allocated by the client, KB", bytes[0] / 1024, bytes[1] / 1024),
                new ComparisonRow("allocated by the test's browser and server besides, KB", besides[0] / 1024, besides[1] / 1024),
            ]);
    }

    /// <summary>One sign-in, and how long it took to its outcome and to the page, in milliseconds.</summary>
    public static async Task<(double Outcome, double Page)> OnceAsync(ISignIn client, SignInBrowser browser)
    {
        long begun = Stopwatch.GetTimestamp();
        string token = await client.RunAsync();
        double outcome = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        double page = Stopwatch.GetElapsedTime(begun, browser.WaitForPage()).TotalMilliseconds;
        return token == SignInServer.AccessToken ? (outcome, page) : throw new InvalidOperationException("The sign-in gave another token.");
    }

    private static async Task<(double Client, double Besides)> AllocatedAsync(ISignIn client, SignInServer server, SignInBrowser browser)
    {
        long all = GC.GetTotalAllocatedBytes(precise: true);
        long besides = server.Allocated + browser.Allocated;
        for (int count = 0; count < PairsForAllocation; count++)
        {
            await OnceAsync(client, browser);
        }

        besides = server.Allocated + browser.Allocated - besides;
        all = GC.GetTotalAllocatedBytes(precise: true) - all;
        return ((all - besides) / (double)PairsForAllocation, besides / (double)PairsForAllocation);
    }
}
