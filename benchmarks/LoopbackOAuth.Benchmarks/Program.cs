// Measures the callback leg beside other libraries; docs/performance.md says what with. Run it in Release:
//   dotnet run -c Release --project benchmarks/LoopbackOAuth.Benchmarks -- <what>
using LoopbackOAuth.Benchmarks.Listener;
using LoopbackOAuth.Benchmarks.Peers;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Benchmarks.SignIn;
using LoopbackOAuth.Benchmarks.Store;

string what = args is [{ } first, ..] ? first : "help";
string[] rest = [.. args.Skip(1)];
switch (what)
{
    case "bdn" or "ratios":
        Func<Type, IEnumerable<(string Title, IReadOnlyList<Measurement> Rows)>> measure = what == "bdn" ? BenchmarkDotNetRun.Measure : InterleavedRun.Measure;
        string tables = string.Join('\n', BenchmarkCases.Types
            .Where(type => rest.Length == 0 || rest.Any(name => type.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(measure)
            .Select(table => RatioTable.Render(table.Title, table.Rows)));
        Console.WriteLine($"\n{tables}");
        return 0;
    case "sign-in":
        Console.WriteLine(await SignInRun.CompareAsync(rest is [{ } pairs] ? int.Parse(pairs, provider: null) : 400));
        return 0;
    case "first":
        Console.WriteLine(FirstSignIn.Compare(rest is [{ } firstPairs] ? int.Parse(firstPairs, provider: null) : 10));
        return 0;
    case "peers":
        Console.WriteLine(await PeerTable.RenderAsync());
        return 0;
    case "child" when rest is ["first", { } client]:
        await FirstSignIn.RunAsync(client);
        return 0;
    case "idle":
        Console.WriteLine(await IdleConnections.CompareAsync(rest is [{ } idlePairs] ? int.Parse(idlePairs, provider: null) : 200));
        return 0;
    case "cold":
        Console.WriteLine(ColdStart.Compare(rest is [{ } rounds] ? int.Parse(rounds, provider: null) : 10));
        return 0;
    case "store":
        Console.WriteLine(StoreSizes.Compare(rest is [{ } storeRounds] ? int.Parse(storeRounds, provider: null) : 30));
        return 0;
    case "child" when rest is ["cold", { } listener]:
        await ColdStart.RunAsync(listener);
        return 0;
    default:
        Console.WriteLine("""
            ratios [class...]   every benchmark in short turns, interleaved: the steadiest ratios
            bdn [class...]      the same with BenchmarkDotNet
            sign-in [pairs]     a whole sign-in beside Google's
            idle [pairs]        the callback with 32 idle connections held open beside the same without
            cold [rounds]       cold start to listening of each transport beside Kestrel and a plain TcpListener
            store [rounds]      a listing of 10,000 entries beside reading their files, and a get among 10 and among 10,000
            peers               what each library makes of odd callbacks, as in docs/callback-rules.md
            first [pairs]       the first sign-in of a fresh process beside Google's
            """);
        return 2;
}
