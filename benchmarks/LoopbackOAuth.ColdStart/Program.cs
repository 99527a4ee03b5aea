// How long the tool takes from the start of its process to the line "Waiting for callback", beside an empty console
// program, in alternating pairs. Run it in Release; the ratio counts, not the milliseconds.
//   dotnet run -c Release --project benchmarks/LoopbackOAuth.ColdStart -- [pairs] [path of loopback-oauth.dll]
using System.Diagnostics;
using System.Globalization;

int pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "LoopbackOAuth.sln")))
{
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run it from inside the repository.");
}

const string Output = "bin/Release/net10.0";
string tool = args.Length > 1 ? args[1] : Path.Combine(root, "src/LoopbackOAuth.Tool", Output, "loopback-oauth.dll");
string empty = Path.Combine(root, "benchmarks/LoopbackOAuth.ColdStart.Empty", Output, "LoopbackOAuth.ColdStart.Empty.dll");
string home = Directory.CreateTempSubdirectory("loopback-oauth-cold-").FullName;
string[] login = [tool, "login", "local", "--authorization-endpoint", "https://auth.example.test/authorize", "--token-endpoint", "https://auth.example.test/token", "--client-id", "x", "--no-browser"];
try
{
    List<double> tools = [];
    List<double> empties = [];
    for (int pair = -2; pair < pairs; pair++)
    {
        double toolTime = await TimeToAsync("Waiting for callback", home, login);
        double emptyTime = await TimeToAsync("Hello", home, empty);
        if (pair >= 0)
        {
            // The first pairs warm the file cache.
            tools.Add(toolTime);
            empties.Add(emptyTime);
        }
    }

    double[] ratios = [.. tools.Zip(empties, (a, b) => a / b).Order()];
    Console.WriteLine($"empty program: median {Median(empties):0} ms");
    Console.WriteLine($"tool:          median {Median(tools):0} ms");
    Console.WriteLine($"ratio:         median {Median(ratios):0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}) over {pairs} pairs");
}
finally
{
    Directory.Delete(home, recursive: true);
}

static async Task<double> TimeToAsync(string marker, string home, params string[] arguments)
{
    ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["LOOPBACK_OAUTH_HOME"] = home;
    long begun = Stopwatch.GetTimestamp();
    using Process process = Process.Start(start)!;
    process.StandardInput.Close();
    TaskCompletionSource<double> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    void Look(object sender, DataReceivedEventArgs line)
    {
        if (line.Data?.Contains(marker, StringComparison.Ordinal) == true)
        {
            seen.TrySetResult(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }

    process.OutputDataReceived += Look;
    process.ErrorDataReceived += Look;
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    double time = await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
    process.Kill();
    await process.WaitForExitAsync();
    return time;
}

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted[sorted.Length / 2];
}
