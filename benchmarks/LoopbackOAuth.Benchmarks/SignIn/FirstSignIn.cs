using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text;
using LoopbackOAuth.Benchmarks.Reports;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>The first sign-in of a fresh process, where everything is compiled and loaded. The browser lives in the process that measures, and is warm.</summary>
internal static class FirstSignIn
{
    public static string Compare(int pairs, int warmupPairs = 2)
    {
        using SignInBrowser browser = new();
        string[] clients = ["google", "loopback"];
        List<double[]>[] all = [[], []];
        for (int pair = -warmupPairs; pair < pairs; pair++)
        {
            for (int client = 0; client < clients.Length; client++)
            {
                using ChildProcess child = ChildProcess.Start("first", clients[client]);
                browser.Open(child.ReadLine());
                browser.WaitForPage();
                double[] figures = child.ReadFigures();
                if (pair >= 0)
                {
                    all[client].Add(figures);
                }
            }
        }

        double Median(int client, int figure) => Quantiles.Median(all[client].Select(figures => figures[figure]));
        return ComparisonTable.Render(
            $"First sign-in of a process, {pairs} pairs",
            "Google.Apis.Auth",
            [
                new ComparisonRow("median, ms", Median(0, 0), Median(1, 0)),
                new ComparisonRow("fastest, ms", all[0].Min(figures => figures[0]), all[1].Min(figures => figures[0])),
                new ComparisonRow("allocated, KB", Median(0, 1), Median(1, 1)),
                new ComparisonRow("methods compiled", Median(0, 2), Median(1, 2)),
                new ComparisonRow("time in the compiler, all threads, ms", Median(0, 3), Median(1, 3)),
            ]);
    }

    /// <summary>The part of the child: from nothing to the outcome. Its time starts before the first type of the client is touched.</summary>
    public static async Task RunAsync(string client)
    {
        using Stream output = Console.OpenStandardOutput();
        void Say(string line) => output.Write(Encoding.ASCII.GetBytes(line + "\n"));

        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        (long compiled, TimeSpan compilation) = (JitInfo.GetCompiledMethodCount(), JitInfo.GetCompilationTime());
        long begun = Stopwatch.GetTimestamp();
        using SignInServer server = new();
        using ISignIn signIn = Factory(client)(server, Say);
        string token = await signIn.RunAsync();
        double time = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        (long methods, TimeSpan compiling) = (JitInfo.GetCompiledMethodCount() - compiled, JitInfo.GetCompilationTime() - compilation);
        Say(token == SignInServer.AccessToken
            ? string.Create(CultureInfo.InvariantCulture, $"{time:0.000} {allocated / 1024.0:0.0} {methods} {compiling.TotalMilliseconds:0.0}")
            : "failed");
    }

    /// <summary>What makes a client: each a method of its own, so that compiling one loads nothing of the other.</summary>
    public static Func<SignInServer, Action<string>, ISignIn> Factory(string client) => client switch
    {
        "google" => static (server, openBrowser) => new GoogleSignIn(server, openBrowser),
        "loopback" => static (server, openBrowser) => new LoopbackSignIn(server, openBrowser),
        _ => throw new ArgumentOutOfRangeException(nameof(client)),
    };
}
