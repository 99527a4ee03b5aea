using System.Diagnostics;
using System.Reflection;

namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>This program once more, in a fresh process, talked with in lines.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Assembly.GetExecutingAssembly().Location, "child", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new ChildProcess(Process.Start(start)!);
    }

    public string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process ended early.");

    /// <summary>The last line: figures, separated by blanks.</summary>
    public double[] ReadFigures()
    {
        double[] figures = [.. ReadLine().Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        _process.WaitForExit();
        return figures;
    }

    public void WriteLine() => _process.StandardInput.WriteLine();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
