using System.Diagnostics;
using System.Globalization;
using System.Text;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Benchmarks.SignIn;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Benchmarks.Listener;

/// <summary>What it costs a fresh process to listen, answer one request and stop, for this library's transports, a plain <c>TcpListener</c> and Kestrel.</summary>
internal static class ColdStart
{
    public static IReadOnlyList<string> Names { get; } = ["tcp", "socket", "httplistener", "kestrel-empty", "kestrel-slim"];

    public static string Compare(int rounds)
    {
        using SignInBrowser browser = new(startThread: false);
        Dictionary<string, List<double[]>> all = Names.ToDictionary(name => name, _ => new List<double[]>(), StringComparer.Ordinal);
        for (int round = -1; round < rounds; round++)
        {
            foreach (string name in Names)
            {
                double[] figures = Once(browser, name);
                if (round >= 0)
                {
                    all[name].Add(figures);
                }
            }
        }

        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"### Cold start, median of {rounds} fresh processes each, in turns\n\n");
        text.Append("| | to listening, ms | times TcpListener | first response, ms | stop, ms | allocated, KB | working set, MB |\n|---|---|---|---|---|---|---|\n");
        double Median(string name, int figure) => Quantiles.Median(all[name].Select(figures => figures[figure]));
        foreach (string name in Names)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(name, 0):0.0} | {Median(name, 0) / Median("tcp", 0):0.00} | {Median(name, 1):0.0} | {Median(name, 2):0.0} | {Median(name, 3):0} | {Median(name, 4):0} |\n");
        }

        return text.ToString();
    }

    /// <summary>The part of the child.</summary>
    public static async Task RunAsync(string name)
    {
        using Stream output = Console.OpenStandardOutput();
        using Stream input = Console.OpenStandardInput();
        void Say(string line) => output.Write(Encoding.ASCII.GetBytes(line + "\n"));

        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begun = Stopwatch.GetTimestamp();
        (string address, Func<Task> stop) = await Open(name)();
        double listening = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        Say(address);
        input.ReadByte();
        begun = Stopwatch.GetTimestamp();
        await stop();
        double stopping = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Say(string.Create(CultureInfo.InvariantCulture, $"{listening:0.000} {stopping:0.000} {allocated / 1024.0:0.0} {Environment.WorkingSet / 1048576.0:0.0}"));
    }

    private static double[] Once(SignInBrowser browser, string name)
    {
        using ChildProcess child = ChildProcess.Start("cold", name);
        string address = child.ReadLine();
        long begun = Stopwatch.GetTimestamp();
        int status = browser.Visit(address);
        double response = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        if (status != 200)
        {
            throw new InvalidOperationException($"{name} answered with status {status}.");
        }

        child.WriteLine();
        double[] figures = child.ReadFigures();
        return [figures[0], response, figures[1], figures[2], figures[3]];
    }

    /// <summary>What opens a listener: each a method of its own, so that compiling one loads nothing of the others.</summary>
    public static Func<Task<(string Address, Func<Task> Stop)>> Open(string name) => name switch
    {
        "tcp" => PlainListener.OpenAsync,
        "socket" => static () => OpenAsync(new SocketCallbackTransport()),
        "httplistener" => static () => OpenAsync(new HttpListenerCallbackTransport()),
        "kestrel-empty" => static () => KestrelListener.OpenAsync(isEmpty: true),
        "kestrel-slim" => static () => KestrelListener.OpenAsync(isEmpty: false),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static async Task<(string Address, Func<Task> Stop)> OpenAsync(ICallbackTransport transport)
    {
        ListenerLeg leg = await ListenerLeg.OpenAsync(transport);
        return (leg.Callback, async () =>
        {
            await leg.CompleteAsync();
            await leg.DisposeAsync();
        });
    }
}
