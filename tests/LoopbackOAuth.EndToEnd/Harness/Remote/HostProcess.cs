using System.Diagnostics;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>A process that runs to its end, or until it is no longer wanted.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process)
    {
        _process = process;
        Output = CapturedOutput.Of(process.StandardOutput);
        Error = CapturedOutput.Of(process.StandardError);
    }

    public CapturedOutput Output { get; }

    public CapturedOutput Error { get; }

    public StreamWriter Input => _process.StandardInput;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program with nothing in its environment but a search path. Its input stays open.</summary>
    public static HostProcess Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        return new(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end with the input given.</summary>
    public static async Task<ToolResult> RunAsync(string program, string[] arguments, string? input = null)
    {
        await using var process = Start(program, arguments);
        return await process.WaitForExitAsync(input);
    }

    public async Task<ToolResult> WaitForExitAsync(string? input = null)
    {
        using var deadline = Deadline.Start();
        try
        {
            await Input.WriteAsync(input.AsMemory(), deadline.Token);
            Input.Close();
        }
        catch (IOException)
        {
            // It has ended without reading it all.
        }

        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            await Task.WhenAll(Output.Completion, Error.Completion).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end.\n--- standard error\n{Error.Text}\n--- standard output\n{Output.Text}");
        }

        return new(_process.ExitCode, Output.Text, Error.Text);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
