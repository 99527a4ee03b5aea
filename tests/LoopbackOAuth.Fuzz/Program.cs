using System.Globalization;

namespace LoopbackOAuth.Fuzz;

/// <summary>Runs the fuzzer for long. Arguments: how many inputs, then the seed.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Hung = 3;

    private static int Main(string[] arguments)
    {
        long inputs = 20_000_000;
        ulong seed = new FuzzOptions { Inputs = inputs }.Seed;
        if (arguments.Length > 2
            || (arguments.Length > 0 && !long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out inputs))
            || (arguments.Length > 1 && !ulong.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
        {
            Console.Error.WriteLine("usage: LoopbackOAuth.Fuzz [inputs [seed]]");
            return Misused;
        }

        FuzzReport report = new Fuzzer(new FuzzOptions { Inputs = inputs, Seed = seed }, new Subject(), Hang).Run();
        Console.WriteLine(report);
        return report.Failures.Count == 0 ? 0 : Failed;
    }

    private static void Hang(FuzzFailure failure)
    {
        Console.WriteLine(failure);
        Environment.Exit(Hung);
    }
}
