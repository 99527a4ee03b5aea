using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>The tool as a process of its own, with pipes instead of a terminal.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private const int SigInt = 2;

    private readonly Process _process;
    private int _nextErrorLine;

    private ToolProcess(Process process)
    {
        _process = process;
        Output = CapturedOutput.Of(process.StandardOutput);
        Error = CapturedOutput.Of(process.StandardError);
    }

    /// <summary>The tool's assembly, in the output folder of its own project.</summary>
    public static string AssemblyPath { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ToolAssembly").Value!));

    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    public int Id => _process.Id;

    public CapturedOutput Output { get; }

    public CapturedOutput Error { get; }

    /// <summary>Where the tool reads from. Closed at the start unless it was asked to stay open.</summary>
    public StreamWriter Input => _process.StandardInput;

    public static ToolProcess Start(ToolHome home, params string[] arguments) => StartProgram(home, DotNet, [AssemblyPath, .. arguments]);

    /// <summary>Starts the tool so that SIGINT has its usual meaning even when this process was started with it ignored.</summary>
    public static ToolProcess StartInterruptible(ToolHome home, params string[] arguments)
    {
        Requirements.Unix();
        return StartProgram(home, "env", ["--default-signal=INT", DotNet, AssemblyPath, .. arguments]);
    }

    /// <summary>Runs a line of shell, where "$@" is the tool.</summary>
    public static ToolProcess StartShell(ToolHome home, string script, bool keepInput = false)
    {
        Requirements.Unix();
        return StartProgram(home, "/bin/sh", ["-c", script, "sh", DotNet, AssemblyPath], keepInput);
    }

    public static async Task<ToolResult> RunAsync(ToolHome home, params string[] arguments)
    {
        await using var tool = Start(home, arguments);
        return await tool.WaitForExitAsync();
    }

    /// <summary>Waits for the next line on standard error that is the one looked for; earlier lines are passed by.</summary>
    public async Task<string> WaitForErrorLineAsync(Func<string, bool> predicate)
    {
        using var deadline = Deadline.Start();
        try
        {
            if (await Error.WaitForLineAsync(predicate, _nextErrorLine, deadline.Token) is { } found)
            {
                _nextErrorLine = found.Number + 1;
                return found.Line;
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with what was there instead.
        }

        throw new InvalidOperationException($"The line did not come.\n--- standard error\n{Error.Text}\n--- standard output\n{Output.Text}");
    }

    /// <summary>The authorization URL, which is printed first and on a line of its own.</summary>
    public async Task<Uri> AuthorizationUriAsync()
    {
        var line = await WaitForErrorLineAsync(line => ToolText.AuthorizationUri(line) is not null);
        return ToolText.AuthorizationUri(line)!;
    }

    /// <summary>The redirect URI of the line that says where the callback is waited for.</summary>
    public async Task<Uri> WaitingUriAsync()
    {
        var line = await WaitForErrorLineAsync(line => ToolText.WaitingUri(line) is not null);
        return ToolText.WaitingUri(line)!;
    }

    public void Interrupt() => Signal(SigInt);

    public void Signal(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    public async Task<ToolResult> WaitForExitAsync(TimeSpan? limit = null)
    {
        using var deadline = Deadline.Start(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            await Task.WhenAll(Output.Completion, Error.Completion).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The tool did not end.\n--- standard error\n{Error.Text}\n--- standard output\n{Output.Text}");
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

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private static ToolProcess StartProgram(ToolHome home, string program, string[] arguments, bool keepInput = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = home.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        if (!keepInput)
        {
            process.StandardInput.Close();
        }

        return new(process);
    }
}
